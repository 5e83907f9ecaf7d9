import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram, type Ran } from '@slipway/tool-python';
import {
  cliConfig,
  findToolchain,
  LOCKED_AWS_PROVIDER,
  providerPlatform,
  terraformEnvironment,
  type Toolchain,
} from '@slipway/tool-terraform';
import { cloudEnvironment } from './environment';
import { prepareState } from './prepare-state';
import { REPOSITORY, SampleCloud } from './sample-cloud';
import { TERRAFORM_OVERRIDE_FILE, terraformOverride, type TerraformJson } from './terraform-override';

const FIXTURE = join(__dirname, '../fixtures/platform');
const ACCOUNT = { account: '222222222222', region: 'eu-west-1' };
const sample = new SampleCloud();
const directory = mkdtempSync(join(tmpdir(), 'slipway-fixture-'));
let toolchain: Toolchain;
let env: NodeJS.ProcessEnv;

const note = () => undefined;
const terraform = (...args: string[]): Promise<Ran> =>
  runProgram(toolchain.binary, [`-chdir=${directory}`, ...args, '-no-color', '-input=false'], { env });

beforeAll(async () => {
  const cloud = await sample.start();
  await prepareState(cloud, { app: 'fixture', ...ACCOUNT });
  toolchain = await findToolchain({ root: REPOSITORY, env: process.env, note });
  const provider = {
    host: toolchain.product === 'opentofu' ? 'registry.opentofu.org' : 'registry.terraform.io',
    version: LOCKED_AWS_PROVIDER,
    platform: providerPlatform(process.platform, process.arch),
  };
  const machine = { home: homedir(), env: process.env, platform: process.platform };
  const config = await cliConfig({ root: REPOSITORY, toolchain, provider, machine, note });
  env = terraformEnvironment(process.env, { ...(await cloudEnvironment(cloud, ACCOUNT)), ...config }, note);

  cpSync(FIXTURE, directory, { recursive: true });
  const stack = JSON.parse(readFileSync(join(FIXTURE, 'main.tf.json'), 'utf8')) as TerraformJson;
  writeFileSync(join(directory, TERRAFORM_OVERRIDE_FILE), JSON.stringify(terraformOverride(stack)));
});

afterAll(async () => {
  await sample.remove();
  rmSync(directory, { recursive: true, force: true });
});

/** Most of the time is the provider's own: it polls RDS for 80 s, a load balancer for 60 s, a bucket's rules for 55 s. */
test('every shape that the platform applies is kept: a second plan has nothing to change', async () => {
  expect(await terraform('init')).toMatchObject({ code: 0 });
  const applied = await terraform('apply', '-auto-approve', '-parallelism=40');
  expect(applied.output).toContain('Apply complete!');
  const planned = await terraform('plan', '-detailed-exitcode', '-parallelism=40');
  expect(planned.output).toContain('No changes.');
  expect(planned.code).toBe(0);
});
