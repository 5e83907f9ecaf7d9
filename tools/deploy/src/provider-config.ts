import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  cliConfig,
  LOCKED_AWS_PROVIDER,
  lockedVersion,
  providerPlatform,
  type CliConfig,
  type Toolchain,
} from '@slipway/tool-terraform';
import type { Output } from '@slipway/tool-terminal';

/** Where the AWS provider that an environment is locked to comes from on this machine. */
export function providerConfig(
  environment: string,
  { product }: Toolchain,
  {
    workspace,
    env,
    output,
  }: { readonly workspace: string; readonly env: NodeJS.ProcessEnv; readonly output: Output },
): Promise<CliConfig> {
  const lock = join(workspace, 'environments', environment, '.terraform.lock.hcl');
  const locked = existsSync(lock) ? lockedVersion(readFileSync(lock, 'utf8')) : undefined;
  return cliConfig({
    workspace,
    toolchain: { product },
    provider: {
      host: product === 'opentofu' ? 'registry.opentofu.org' : 'registry.terraform.io',
      version: locked ?? LOCKED_AWS_PROVIDER,
      platform: providerPlatform(process.platform, process.arch),
    },
    machine: { home: homedir(), env, platform: process.platform },
    note: (text) => output.note(text),
  });
}
