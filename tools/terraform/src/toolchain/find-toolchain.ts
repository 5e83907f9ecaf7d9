import { constants, accessSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from '@slipway/tool-terminal';
import { inspect, type Toolchain } from './inspect';
import { installTerraform, installedTerraform, PINNED_TERRAFORM } from './install';
import type { Releases } from './releases';
import { MINIMUM_VERSION } from './version';

export interface FindToolchainOptions {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  readonly env: NodeJS.ProcessEnv;
  /** Told before something is downloaded. */
  readonly note: (text: string) => void;
  /** @default HashiCorp's */
  readonly releases?: Releases;
}

const NAMES = ['terraform', 'tofu'];

/**
 * `SLIPWAY_TERRAFORM` if it is set, else Terraform or OpenTofu from the PATH, else the pinned Terraform from
 * `.slipway/terraform/`, which is downloaded once.
 *
 * @throws Failure `toolMissing`, with what was looked at and how to install one
 */
export async function findToolchain({
  workspace,
  env,
  note,
  releases,
}: FindToolchainOptions): Promise<Toolchain> {
  const named = env.SLIPWAY_TERRAFORM;
  if (named) {
    const found = await inspect(named, env);
    if ('toolchain' in found) return found.toolchain;
    throw new Failure('toolMissing', `SLIPWAY_TERRAFORM cannot be used: ${found.reason}.\n${HOW_TO_INSTALL}`);
  }

  const reasons: string[] = [];
  for (const name of NAMES) {
    const binary = onPath(name, env.PATH);
    if (!binary) {
      reasons.push(`${name} is not on the PATH`);
      continue;
    }
    const found = await inspect(binary, env);
    if ('toolchain' in found) return found.toolchain;
    reasons.push(found.reason);
  }

  const installed = installedTerraform(workspace);
  if (installed) {
    const found = await inspect(installed, env);
    if ('toolchain' in found) return found.toolchain;
    reasons.push(found.reason);
  }
  note(`${reasons.join('; ')}. Downloading Terraform ${PINNED_TERRAFORM} into .slipway/terraform ...`);
  try {
    const found = await inspect(await installTerraform({ workspace, env, releases }), env);
    if ('toolchain' in found) return found.toolchain;
    reasons.push(found.reason);
  } catch (error) {
    reasons.push(`Terraform ${PINNED_TERRAFORM} could not be downloaded (${(error as Error).message})`);
  }
  throw new Failure(
    'toolMissing',
    ['No usable Terraform:', ...reasons.map((reason) => `  - ${reason}`), HOW_TO_INSTALL].join('\n'),
  );
}

const HOW_TO_INSTALL = [
  `Install Terraform ${MINIMUM_VERSION.terraform} or newer, or OpenTofu ${MINIMUM_VERSION.opentofu} or newer:`,
  '  macOS   brew install hashicorp/tap/terraform    (or: brew install opentofu)',
  '  Linux   https://developer.hashicorp.com/terraform/install    (or: https://opentofu.org/docs/intro/install)',
  'or set SLIPWAY_TERRAFORM to the path of one that is not on the PATH.',
].join('\n');

function onPath(name: string, path = ''): string | undefined {
  for (const directory of path.split(delimiter).filter(Boolean)) {
    const file = join(directory, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      continue;
    }
  }
  return undefined;
}
