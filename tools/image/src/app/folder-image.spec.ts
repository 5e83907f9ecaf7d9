import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { App } from './app';
import { folderImage } from './folder-image';

let workspace: string;
let folder: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'slipway-folder-image-'));
  folder = join(workspace, 'built');
  mkdirSync(folder);
});
afterEach(() => rmSync(workspace, { recursive: true }));

const API: App = {
  name: 'api',
  folder: 'apps/api',
  settings: { context: 'app' },
  dockerfile: undefined,
  build: { kind: 'npm' },
};

function write(file: string, text: string): void {
  mkdirSync(dirname(join(workspace, file)), { recursive: true });
  writeFileSync(join(workspace, file), text);
}

function ofDockerfile(...lines: readonly string[]) {
  write('apps/api/Dockerfile', ['FROM a', ...lines].join('\n'));
  return folderImage(workspace, { ...API, dockerfile: 'apps/api/Dockerfile' }, folder);
}

async function startedBy(start: string) {
  write('built/package.json', JSON.stringify({ scripts: { start } }));
  return (await folderImage(workspace, API, folder)).command;
}

describe('with a Dockerfile', () => {
  it('says what that says, but for what is the machine’s business', async () => {
    const image = await ofDockerfile(
      'ENV MODE=web PATH=/bin HOME=/root PORT=80 HOSTNAME=0.0.0.0',
      'CMD ["./serve"]',
    );
    expect(image).toEqual({ command: ['./serve'], environment: { MODE: 'web' }, labels: {} });
  });

  it('its files for browsers are looked for in the folder', async () => {
    const lines = ['WORKDIR /app', 'CMD ["a"]', 'LABEL slipway.assets=/app/public/assets'];
    expect((await ofDockerfile(...lines)).labels).toEqual({});
    mkdirSync(join(folder, 'public/assets'), { recursive: true });
    expect((await ofDockerfile(...lines)).labels).toEqual({ 'slipway.assets': '/public/assets' });
  });

  it('that names no command takes the one of package.json', async () => {
    write('built/package.json', '{"scripts":{"start":"node a.js"}}');
    expect((await ofDockerfile()).command).toEqual(['node', 'a.js']);
  });

  it('and without one is told', async () => {
    await expect(ofDockerfile()).rejects.toThrow(
      /^apps\/api\/Dockerfile names no command.*Nothing was released\.\nWrite a CMD/,
    );
  });
});

describe('without a Dockerfile', () => {
  it.each([
    ['node dist/server.js --port=1', ['node', 'dist/server.js', '--port=1']],
    ['  node   a.js ', ['node', 'a.js']],
    ['NODE_ENV=production node a.js', ['npm', 'start', '--silent']],
    ['node a.js && node b.js', ['npm', 'start', '--silent']],
    ['node "a b.js"', ['npm', 'start', '--silent']],
  ])('starts as npm would: %s', async (start, command) => {
    expect(await startedBy(start)).toEqual(command);
  });

  it('a program of its packages is found', async () => {
    write('built/node_modules/.bin/next', '');
    expect(await startedBy('next start')).toEqual(['node_modules/.bin/next', 'start']);
  });

  it('files of Next.js for browsers are found out', async () => {
    mkdirSync(join(folder, '.next/static'), { recursive: true });
    await startedBy('next start');
    expect((await folderImage(workspace, API, folder)).labels).toEqual({ 'slipway.assets': '/.next/static' });
  });

  it.each([['{}'], ['{"scripts":{}}'], ['{"scripts":{"start":" "}}']])(
    'that says no start is told: %s',
    async (text) => {
      write('built/package.json', text);
      await expect(folderImage(workspace, API, folder)).rejects.toThrow(/^Nothing says how apps\/api starts/);
    },
  );

  it('and no package.json neither', async () => {
    await expect(folderImage(workspace, API, folder)).rejects.toThrow('Nothing says how apps/api starts.');
  });
});
