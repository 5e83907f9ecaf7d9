import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UNPACKED_PLATFORMS } from '../lock-file';
import type { Toolchain } from '../toolchain/inspect';
import { findMirror, holdsProvider, impliedMirrors, type Machine, type WantedProvider } from './mirror';
import { isRegistryReachable } from './registry';

export interface CliConfigOptions {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  readonly toolchain: Pick<Toolchain, 'product'>;
  readonly provider: WantedProvider;
  readonly machine: Machine;
  /** Told what the user may want to know, at most once per process. */
  readonly note: (text: string) => void;
  /** @default a short HTTPS request */
  readonly reachable?: (host: string, env: NodeJS.ProcessEnv) => Promise<boolean>;
}

/** Variables to run Terraform with; `undefined` removes one. */
export interface CliConfig {
  readonly TF_CLI_CONFIG_FILE: string | undefined;
  readonly TF_PLUGIN_CACHE_DIR: string | undefined;
  readonly TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE?: string;
}

const told = new Set<string>();

/**
 * Decides where providers come from. The user's own configuration is kept, and wins where it says anything about it.
 * Otherwise: a mirror that Terraform finds by itself; a mirror found on this machine, if the registry cannot be reached;
 * the registry, with one cache for all environments so that 700 MB are downloaded and unpacked once.
 */
export async function cliConfig(options: CliConfigOptions): Promise<CliConfig> {
  const { workspace, toolchain, provider, machine, reachable = isRegistryReachable } = options;
  const file = userConfigFile(options);
  const text = file ? readFileSync(file, 'utf8') : '';
  const cache = machine.env.TF_PLUGIN_CACHE_DIR;
  const theirs = { TF_CLI_CONFIG_FILE: file, TF_PLUGIN_CACHE_DIR: cache };

  if (says(text, 'provider_installation')) return theirs;
  if (impliedMirrors(machine).some((mirror) => holdsProvider(mirror, provider))) return theirs;

  const mirror = findMirror(provider, machine);
  if (mirror && !(await reachable(provider.host, machine.env))) {
    once(`${provider.host} cannot be reached; the AWS provider comes from ${mirror}.`, options);
    return { TF_CLI_CONFIG_FILE: writeConfig(workspace, text, mirror, provider), TF_PLUGIN_CACHE_DIR: cache };
  }
  if (cache || says(text, 'plugin_cache_dir')) return theirs;
  return {
    TF_CLI_CONFIG_FILE: file,
    TF_PLUGIN_CACHE_DIR: sharedCache(workspace, toolchain),
    // Without a hash of the unpacked package, Terraform would not use the cache at all. What is in ours was verified
    // by its archive's hash when it was downloaded; the lock file is not written either way.
    ...(!UNPACKED_PLATFORMS.includes(provider.platform) && {
      TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: 'true',
    }),
  };
}

function userConfigFile({ toolchain, machine: { env, home }, note }: CliConfigOptions): string | undefined {
  const named = env.TF_CLI_CONFIG_FILE;
  if (named) {
    if (existsSync(named)) return named;
    once(`TF_CLI_CONFIG_FILE names ${named}, which does not exist; continuing without it.`, { note });
  }
  const names = toolchain.product === 'opentofu' ? ['.tofurc', '.terraformrc'] : ['.terraformrc'];
  return names.map((name) => join(home, name)).find((file) => existsSync(file));
}

/** A block or an argument of that name, outside comments. */
function says(config: string, name: string): boolean {
  const code = config.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*(?:#|\/\/).*$/gm, '');
  return new RegExp(`^\\s*"?${name}"?\\s*[={:]`, 'm').test(code);
}

/** Named after its content: several processes may write it at once. */
function writeConfig(workspace: string, users: string, mirror: string, { host }: WantedProvider): string {
  const provider = `${host}/hashicorp/aws`;
  const text = `${users.trimEnd()}
provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror)}
    include = [${JSON.stringify(provider)}]
  }
  direct {
    exclude = [${JSON.stringify(provider)}]
  }
}
`.trimStart();
  const directory = join(workspace, '.slipway', 'terraform');
  const file = join(directory, `mirror-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.tfrc`);
  mkdirSync(directory, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
  return file;
}

/** Apart by product: the two registries serve different builds under the same name and version. */
function sharedCache(workspace: string, { product }: Pick<Toolchain, 'product'>): string {
  const directory = join(workspace, '.slipway', 'terraform', `providers-${product}`);
  mkdirSync(directory, { recursive: true });
  return directory;
}

function once(text: string, { note }: Pick<CliConfigOptions, 'note'>): void {
  if (told.has(text)) return;
  told.add(text);
  note(text);
}
