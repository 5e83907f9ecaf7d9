import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { App } from '../app/app';
import { buildContext } from './build-context';

const API: App = {
  name: 'api',
  folder: 'apps/api',
  settings: { context: 'app' },
  dockerfile: 'apps/api/Dockerfile',
  build: { kind: 'none' },
};

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'slipway-context-'));
  execFileSync('git', ['init', '--quiet', workspace]);
  write('apps/api/Dockerfile', 'apps/api/src/main.py', 'apps/web/page.tsx', 'package.json');
});
afterEach(() => rmSync(workspace, { recursive: true }));

function write(...files: readonly string[]): void {
  for (const file of files) {
    const [path = '', text = ''] = file.split('=');
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
}

const track = (...paths: readonly string[]) =>
  execFileSync('git', ['-C', workspace, 'add', '--force', ...paths]);

async function paths(app = API): Promise<readonly string[]> {
  return (await buildContext(workspace, app)).map(({ path }) => path);
}

describe('of an app in its own folder', () => {
  it('it is that folder, by paths from there', async () => {
    expect(await paths()).toEqual(['Dockerfile', 'src/main.py']);
  });

  it('what is nobody’s business stays out, in git or not', async () => {
    write(
      '.gitignore=*.pyc',
      'apps/api/a.pyc',
      'apps/api/node_modules/a/index.js',
      'apps/api/slipway.json={}',
    );
    write('apps/api/.env.example', 'apps/api/.env.local=SECRET');
    track('apps/api/node_modules');
    expect(await paths()).toEqual(['.env.example', 'Dockerfile', 'src/main.py']);
  });

  it('its rules leave files out, those beside the Dockerfile before others', async () => {
    write('apps/api/.dockerignore=src', 'apps/api/.gitignore');
    expect(await paths()).toEqual(['.dockerignore', '.gitignore', 'Dockerfile']);
    write('apps/api/Dockerfile.dockerignore=.*\n*.dockerignore');
    expect(await paths()).toEqual(['Dockerfile', 'src/main.py']);
  });

  it('the Dockerfile is there whatever they say, as with Docker', async () => {
    write('apps/api/.dockerignore=*');
    expect(await paths()).toEqual(['Dockerfile']);
  });

  it('no rule lets through what never gets in', async () => {
    write('apps/api/.dockerignore=!.env', 'apps/api/.env=SECRET');
    expect(await paths()).not.toContain('.env');
  });

  it('values of a machine that are in git are refused by their name', async () => {
    write('apps/api/.env=SECRET');
    track('apps/api/.env');
    await expect(paths()).rejects.toThrow('In git, and not allowed there: apps/api/.env.');
  });
});

describe('of an app of the whole workspace', () => {
  const whole: App = { ...API, settings: { context: 'workspace' } };

  it('it is all of that, but for what the rules leave out', async () => {
    expect(await paths(whole)).toEqual([
      'apps/api/Dockerfile',
      'apps/api/src/main.py',
      'apps/web/page.tsx',
      'package.json',
    ]);
    write('.dockerignore=*\n!apps/api');
    expect(await paths(whole)).toEqual(['apps/api/Dockerfile', 'apps/api/src/main.py']);
  });

  it('packages are those that its own program cuts', async () => {
    write(
      `apps/api/cut.mjs=import { writeFileSync } from 'node:fs'; for (const name of ['package.json', 'package-lock.json']) writeFileSync(process.argv[3] + '/' + name, process.argv[2]);`,
    );
    const context = await buildContext(workspace, {
      ...whole,
      settings: { context: 'workspace', packages: 'cut.mjs' },
    });
    const packages = context.filter(({ path }) => path.startsWith('package'));
    expect(packages.map(({ path, content }) => [path, `${content}`])).toEqual([
      ['package-lock.json', workspace],
      ['package.json', workspace],
    ]);
  });

  it('a program that fails is told with its words', async () => {
    write("apps/api/cut.mjs=process.stderr.write('no lock'); process.exit(1)");
    const app: App = { ...whole, settings: { context: 'workspace', packages: 'cut.mjs' } };
    await expect(paths(app)).rejects.toThrow(
      "apps/api/cut.mjs does not cut the app's packages: no lock\nNothing was built.",
    );
  });
});

describe('links', () => {
  const link = (target: string) => symlinkSync(target, join(workspace, 'apps/api/src/link'));

  it('within it stay links', async () => {
    link('../Dockerfile');
    expect(await buildContext(workspace, API)).toContainEqual({
      path: 'src/link',
      kind: 'link',
      executable: false,
      content: Buffer.from('../Dockerfile'),
    });
  });

  it.each(['../../web/page.tsx', '/etc/passwd', '../..'])('out of it are refused: %s', async (target) => {
    link(target);
    await expect(paths()).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining(
        `src/link is a link to ${target}, which is outside of what the image is built from.`,
      ),
    });
  });

  it('that the rules leave out are nobody’s business', async () => {
    link('/etc/passwd');
    write('apps/api/.dockerignore=src/link\n.dockerignore');
    expect(await paths()).toEqual(['Dockerfile', 'src/main.py']);
  });
});

it('more than a gigabyte is refused with what is large', async () => {
  write('apps/api/data.bin', 'apps/api/more.bin');
  truncateSync(join(workspace, 'apps/api/data.bin'), 1024 ** 3);
  truncateSync(join(workspace, 'apps/api/more.bin'), 3 * 1024 ** 2);
  await expect(paths()).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringMatching(
      /has 1027 MB; at most 1024 MB are taken[^]*\n {2}1024 MB {2}data\.bin\n {2}3 MB {2}more\.bin\n[^]*\.dockerignore/,
    ),
  });
});

it('a file that is deleted and still known to git is none', async () => {
  write('apps/api/gone.py');
  track('apps/api/gone.py');
  rmSync(join(workspace, 'apps/api/gone.py'));
  expect(await paths()).toEqual(['Dockerfile', 'src/main.py']);
});
