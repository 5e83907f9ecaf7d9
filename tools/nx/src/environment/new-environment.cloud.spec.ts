import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../../..');

const SOURCES = [
  'environments',
  'libs',
  'tools',
  'nx.json',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
];
/** Made once for this machine. */
const SHARED = ['node_modules', '.slipway/python', '.slipway/terraform'];

describe('a new environment', () => {
  let workspace: string;

  beforeAll(() => {
    workspace = realpathSync(mkdtempSync(join(tmpdir(), 'new-environment-')));
    for (const source of SOURCES) cpSync(join(ROOT, source), join(workspace, source), { recursive: true });
    mkdirSync(join(workspace, '.slipway'));
    for (const shared of SHARED) {
      mkdirSync(join(ROOT, shared), { recursive: true });
      symlinkSync(join(ROOT, shared), join(workspace, shared));
    }
  });
  afterAll(() => {
    node('tools/cli/bin/slipway.mjs', 'cloud', 'stop');
    rmSync(workspace, { recursive: true, force: true });
  });

  function node(...line: string[]) {
    const env = { ...process.env, NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false', NO_COLOR: '1' };
    const { status, stdout, stderr } = spawnSync(process.execPath, line, {
      cwd: workspace,
      encoding: 'utf8',
      env,
    });
    return { status, stdout, said: `${stdout}${stderr}` };
  }
  const nx = (...line: string[]) => node('node_modules/.bin/nx', ...line);

  it('is made by one command, is valid, and plans at once', () => {
    const generated = nx('g', '@slipway/tool-nx:environment', 'qa');
    expect(generated.said).toContain('CREATE environments/qa/environment.ts');
    expect(generated).toMatchObject({ status: 0 });

    expect(nx('run', 'qa:validate').said).toContain('"qa" is valid.');

    const plan = node('tools/cli/bin/slipway.mjs', 'plan', 'qa', '--embedded', '--json');
    expect(plan).toMatchObject({ status: 0 });
    const { counts } = JSON.parse(plan.stdout) as { counts: { [action: string]: number } };
    expect(counts).toMatchObject({ update: 0, replace: 0, destroy: 0 });
    expect(counts.create).toBeGreaterThan(100);
  });
});
