import type { OpenEnvironment } from '@slipway/tool-aws';
import type { SecretsWriter } from '@slipway/tool-release';
import { caller } from './caller';
import { storeOf } from './store-of';

/** What it takes to look at the secrets of an environment and to change them, in the name of whoever is here. */
export function configPlace<T extends OpenEnvironment>(
  open: T,
  { workspace, env = process.env }: { readonly workspace: string; readonly env?: NodeJS.ProcessEnv },
): T & SecretsWriter {
  return { ...open, store: storeOf(open), by: caller(workspace, env).name, now: () => Date.now() };
}
