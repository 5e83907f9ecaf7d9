import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFile, LOCKED_AWS_PROVIDER, providerPlatform } from '@slipway/tool-terraform';
import { recordedOutput } from '@slipway/tool-terminal';
import { providerConfig } from './provider-config';

let workspace: string;
const { HOME } = process.env;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'slipway-provider-'));
  process.env.HOME = join(workspace, 'home');
});
afterEach(() => {
  process.env.HOME = HOME;
  rmSync(workspace, { recursive: true });
});

/** Puts a provider where Terraform looks by itself: in the home directory, and what Linux has for such data. */
function mirrored(host: string, version: string): void {
  const platform = providerPlatform(process.platform, process.arch);
  const provider = join(workspace, 'home/.terraform.d/plugins', host, 'hashicorp/aws', version, platform);
  mkdirSync(provider, { recursive: true });
  mkdirSync(join(workspace, 'data'));
  symlinkSync(join(workspace, 'home/.terraform.d'), join(workspace, 'data/terraform'));
}

function lock(version: string): void {
  mkdirSync(join(workspace, 'environments/staging'), { recursive: true });
  const text = lockFile().replaceAll(LOCKED_AWS_PROVIDER, version);
  writeFileSync(join(workspace, 'environments/staging/.terraform.lock.hcl'), text);
}

function config(env: NodeJS.ProcessEnv = {}, product: 'terraform' | 'opentofu' = 'terraform') {
  const { output, notes } = recordedOutput();
  const toolchain = { product, binary: product, version: '1.11.4' } as const;
  const all = { XDG_DATA_HOME: join(workspace, 'data'), ...env };
  return providerConfig('staging', toolchain, { workspace, env: all, output }).then((found) => ({
    found,
    notes,
  }));
}

it('a provider of the locked version that Terraform finds by itself is taken from there', async () => {
  lock('0.0.1');
  mirrored('registry.terraform.io', '0.0.1');

  expect((await config()).found.TF_PLUGIN_CACHE_DIR).toBeUndefined();
});

it.each([
  ['another version', () => mirrored('registry.terraform.io', '0.0.2')],
  ['the build for OpenTofu', () => mirrored('registry.opentofu.org', '0.0.1')],
])('%s is none: what is downloaded is shared by all environments', async (_, prepare) => {
  lock('0.0.1');
  prepare();

  expect((await config()).found.TF_PLUGIN_CACHE_DIR).toBe(
    join(workspace, '.slipway/terraform/providers-terraform'),
  );
});

it('OpenTofu has its own registry', async () => {
  lock('0.0.1');
  mirrored('registry.opentofu.org', '0.0.1');

  expect((await config({}, 'opentofu')).found.TF_PLUGIN_CACHE_DIR).toBeUndefined();
});

it('without a lock it is the version of Slipway', async () => {
  mirrored('registry.terraform.io', LOCKED_AWS_PROVIDER);

  expect((await config()).found.TF_PLUGIN_CACHE_DIR).toBeUndefined();
});

it('what the caller has configured is theirs, and what is wrong with it is noted', async () => {
  const missing = join(workspace, 'nowhere.tfrc');
  lock('0.0.1');
  const { found, notes } = await config({ TF_CLI_CONFIG_FILE: missing, TF_PLUGIN_CACHE_DIR: '/cache' });

  expect(found).toEqual({ TF_CLI_CONFIG_FILE: undefined, TF_PLUGIN_CACHE_DIR: '/cache' });
  expect(notes).toEqual([expect.stringContaining(missing)]);
});
