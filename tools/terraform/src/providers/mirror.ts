import { readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';

export interface WantedProvider {
  /** Registry that the lock file names, such as `registry.terraform.io`. */
  readonly host: string;
  readonly version: string;
  /** As registries write it: `linux_amd64`. */
  readonly platform: string;
}

export interface Machine {
  /** The user's home directory. */
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** Root of the file system. @default '/' */
  readonly top?: string;
}

/** The registries' name of a platform. */
export function providerPlatform(platform: NodeJS.Platform, arch: string): string {
  return `${platform}_${arch === 'x64' ? 'amd64' : arch}`;
}

/**
 * Directories that Terraform itself takes for mirrors, where nothing needs to be configured.
 * https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
 */
export function impliedMirrors({ home, env, platform, top = '/' }: Machine): string[] {
  if (platform === 'darwin') {
    return [
      join(home, '.terraform.d/plugins'),
      join(home, 'Library/Application Support/io.terraform/plugins'),
      join(top, 'Library/Application Support/io.terraform/plugins'),
    ];
  }
  const dataHome = env.XDG_DATA_HOME || join(home, '.local/share');
  const dataDirs = (env.XDG_DATA_DIRS || `${join(top, 'usr/local/share')}:${join(top, 'usr/share')}`).split(
    ':',
  );
  return [
    join(home, '.terraform.d/plugins'),
    ...[dataHome, ...dataDirs].map((data) => join(data, 'terraform/plugins')),
  ];
}

/** Where people unpack mirrors. Each is looked at itself, one and two levels down. */
function installRoots({ home, top = '/' }: Machine): string[] {
  return [
    ...['opt', 'usr/local', 'usr/local/share', 'usr/local/lib', 'usr/share', 'usr/lib', 'var/lib', 'srv'].map(
      (directory) => join(top, directory),
    ),
    ...['.terraform.d', '.local/share', '.local/lib', '.cache'].map((directory) => join(home, directory)),
  ];
}

/** A directory with more entries than this is not a mirror (`/usr/share` of a desktop has hundreds, and that is fine). */
const MAX_ENTRIES = 2000;

/** A directory on this machine that holds the provider in a mirror's layout; `undefined` if none is found. */
export function findMirror(wanted: WantedProvider, machine: Machine): string | undefined {
  for (const root of installRoots(machine)) {
    for (const candidate of withinTwoLevels(root)) {
      if (holdsProvider(candidate, wanted)) return candidate;
    }
  }
  return undefined;
}

/** Packed (`…_5.100.0_linux_amd64.zip`) or unpacked (`5.100.0/linux_amd64/`), as Terraform takes either. */
export function holdsProvider(mirror: string, { host, version, platform }: WantedProvider): boolean {
  const provider = join(mirror, host, 'hashicorp', 'aws');
  return (
    existsSync(join(provider, version, platform)) ||
    existsSync(join(provider, `terraform-provider-aws_${version}_${platform}.zip`))
  );
}

function* withinTwoLevels(root: string): Generator<string> {
  yield root;
  const below = subdirectories(root);
  yield* below;
  for (const directory of below) yield* subdirectories(directory);
}

function subdirectories(directory: string): string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .slice(0, MAX_ENTRIES)
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map((entry) => join(directory, entry.name));
  } catch {
    return [];
  }
}
