import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { deploy } from './deploy';
import type { VerbOptions } from './options';
import { SampleCloud } from './sample-cloud';
import { slow } from './sample-resources';
import { recordedOutput } from '@slipway/tool-terminal';
import { REPOSITORY, SampleWorkspace } from './sample-workspace';

const cloud = new SampleCloud();
/** In the repository, where the packages that are not bundled are found. */
const built = join(REPOSITORY, '.slipway', 'test', String(process.pid));
const driver = join(built, 'driver.cjs');
let workspace: SampleWorkspace;

beforeAll(() => {
  mkdirSync(built, { recursive: true });
  buildSync({
    entryPoints: [join(__dirname, 'sample-driver.ts')],
    outfile: driver,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    define: { SLIPWAY_HOME: JSON.stringify(REPOSITORY) },
    tsconfig: join(REPOSITORY, 'tsconfig.base.json'),
    logLevel: 'error',
  });
});
beforeEach(() => {
  workspace = new SampleWorkspace();
});
afterEach(() => workspace.remove());
afterAll(async () => {
  await cloud.remove();
  rmSync(built, { recursive: true });
});

function order(name: string): string {
  const file = join(workspace.root, 'order.json');
  writeFileSync(
    file,
    JSON.stringify({
      name,
      workspace: workspace.root,
      repository: REPOSITORY,
      cloudDirectory: cloud.directory,
      synthesis: workspace.synthesis(name),
    }),
  );
  return file;
}

/** The next run, by the same workspace. */
async function deployAgain(name: string) {
  const { output, notes } = recordedOutput();
  const options: VerbOptions = { ...workspace.options(), cloud: cloud.port, output };
  return { ...(await deploy(name, options)), notes: notes.join('\n') };
}

it('Ctrl-C once: Terraform stops cleanly, the lock is released, the next deploy goes on', async () => {
  workspace.set('local', 'disposable', slow(60));
  const script = join(REPOSITORY, 'tools/deploy/fixtures/terminal.py');
  const awaited = 'creating terraform_data.slow';
  const { CI: _, ...env } = process.env;
  const terminal = spawn('python3', [script, awaited, process.execPath, driver, order('local')], {
    env: { ...env, TERM: 'xterm' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise((resolve) => terminal.once('close', resolve));

  expect(said).toContain('Stopping. Terraform finishes the step it is in');
  expect(said).toContain('Stopped. Terraform saved what it had made, and released the lock.');
  expect(code).toBe(130);

  workspace.set('local', 'disposable', slow(0));
  const { changed, summary } = await deployAgain('local');
  expect(changed).toBe(true);
  expect(summary.changes).toMatchObject([
    { action: 'replace', reasons: expect.arrayContaining(['an earlier run did not finish creating it']) },
  ]);
});

it('SIGKILL: Terraform is not left running, saves and unlocks, and the next deploy goes on', async () => {
  workspace.set('qa', 'disposable', slow(60));
  const directory = join(workspace.root, '.slipway/work/embedded/qa');
  const killed = spawn(process.execPath, [driver, order('qa')], { stdio: 'ignore' });
  await cloud.whenApplying(directory);
  killed.kill('SIGKILL');

  workspace.set('qa', 'disposable', slow(0));
  const { summary, notes } = await deployAgain('qa');
  expect(summary.counts).toMatchObject({ replace: 1, create: 0 });
  expect(notes).not.toContain('starts again, empty');
});
