import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { liftProtectionStack, type PlanJson } from '@slipway/tool-plan';
import { lockFile, openTofuLockFile, type Toolchain } from '@slipway/tool-terraform';
import type { Stack } from './stack';
import type { CloudName } from './target';

export const STACK_FILE = 'cdk.tf.json';
const LOCK_FILE = '.terraform.lock.hcl';
const CLOUD_OVERRIDE = 'cloud_override.tf.json';
const ALLOW_OVERRIDE = 'allow_destroy_override.tf.json';
const STAMP = 'slipway-init';
const PLAN = '.tfplan';
const LIFT = 'lift-protection';

export function workingDirectory(
  workspace: string,
  cloud: CloudName | 'validate',
  environment: string,
): string {
  return join(workspace, '.slipway', 'work', cloud, environment);
}

export interface Ingredients {
  readonly workspace: string;
  readonly environment: string;
  /** Synthesized `cdk.tf.json`. */
  readonly stackFile: string;
  readonly toolchain: Pick<Toolchain, 'product'>;
  /** What the embedded cloud needs to have changed. @default nothing */
  readonly cloudOverride?: object;
}

/**
 * Lays out a Terraform working directory: the synthesized JSON as it is, the committed lock file, and overrides beside
 * them. What is Terraform's own in there (`.terraform`, `errored.tfstate`) is left alone. Nobody else on this machine is
 * let in: plans and states have secrets in plain text.
 */
export function prepareWorkingDirectory(directory: string, ingredients: Ingredients): void {
  const { workspace, environment, stackFile, toolchain, cloudOverride } = ingredients;
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, 0o700);
  for (const name of readdirSync(directory)) {
    if (name.endsWith('.tf.json') || name.endsWith('.tf') || name.endsWith(PLAN))
      rmSync(join(directory, name));
  }
  copyFileSync(stackFile, join(directory, STACK_FILE));
  const committed = join(workspace, 'environments', environment, LOCK_FILE);
  const lock = existsSync(committed) ? readFileSync(committed, 'utf8') : lockFile();
  writeFileSync(join(directory, LOCK_FILE), toolchain.product === 'opentofu' ? openTofuLockFile(lock) : lock);
  if (cloudOverride) writeJson(join(directory, CLOUD_OVERRIDE), cloudOverride);
}

/** Plans are applied in the run that made them, or never. */
export function forgetPlans(directory: string): void {
  for (const folder of [directory, join(directory, LIFT)]) {
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder)) if (name.endsWith(PLAN)) rmSync(join(folder, name));
  }
}

/** Writes or removes the override that lets named resources go. */
export function writeAllowOverride(directory: string, override: object | undefined): void {
  const file = join(directory, ALLOW_OVERRIDE);
  if (override) writeJson(file, override);
  else rmSync(file, { force: true });
}

/**
 * A neighbour that holds nothing but the switching off of protection; it shares what init made.
 *
 * @returns its absolute path
 */
export function prepareLiftDirectory(
  directory: string,
  stack: Stack,
  plan: PlanJson,
  allowed: readonly string[],
): string {
  const lift = join(directory, LIFT);
  rmSync(lift, { recursive: true, force: true });
  mkdirSync(lift);
  copyFileSync(join(directory, LOCK_FILE), join(lift, LOCK_FILE));
  writeJson(join(lift, STACK_FILE), liftProtectionStack(stack, plan, allowed) ?? {});
  const override = join(directory, CLOUD_OVERRIDE);
  if (existsSync(override)) {
    // An override of a resource that is not there is an error, so only what concerns all of them is taken along.
    const { terraform, provider } = JSON.parse(readFileSync(override, 'utf8')) as Stack;
    writeJson(join(lift, CLOUD_OVERRIDE), { terraform, provider });
  }
  return lift;
}

/** Everything that `terraform init` depends on, so that it can be left out while nothing of it changes. */
export function initFingerprint(directory: string, toolchain: Toolchain, config: object): string {
  const { terraform } = JSON.parse(readFileSync(join(directory, STACK_FILE), 'utf8')) as {
    terraform?: unknown;
  };
  const override = join(directory, CLOUD_OVERRIDE);
  const parts = [
    terraform,
    readFileSync(join(directory, LOCK_FILE), 'utf8'),
    existsSync(override) ? readFileSync(override, 'utf8') : '',
    toolchain,
    config,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * An earlier init with the same fingerprint is still good: its providers may have been deleted meanwhile.
 *
 * @param workspace that must be selected; left out where there is no backend
 */
export function isInitialized(directory: string, fingerprint: string, workspace?: string): boolean {
  const own = join(directory, '.terraform');
  const installed = packages(join(own, 'providers'));
  const wanted = readFileSync(join(directory, LOCK_FILE), 'utf8').includes('provider "');
  return (
    readText(join(own, STAMP)) === fingerprint &&
    (workspace === undefined || readText(join(own, 'environment')) === workspace) &&
    (installed.length > 0 || !wanted) &&
    installed.every((path) => existsSync(path))
  );
}

/** Init refuses to start in a workspace that the backend does not know, though the next step would make it. */
export function forgetWorkspace(directory: string): void {
  rmSync(join(directory, '.terraform', 'environment'), { force: true });
}

export function rememberInit(directory: string, fingerprint: string): void {
  writeFileSync(join(directory, '.terraform', STAMP), fingerprint);
}

/** `providers/<host>/<namespace>/<type>/<version>/<platform>`, the last often a link into a cache or a mirror. */
function packages(directory: string, depth = 5): string[] {
  if (depth === 0) return [directory];
  if (!existsSync(directory)) return [];
  return readdirSync(directory).flatMap((name) => packages(join(directory, name), depth - 1));
}

function readText(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

export function writeJson(file: string, content: object): void {
  writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`);
}
