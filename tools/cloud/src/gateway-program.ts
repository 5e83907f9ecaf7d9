import { devNull } from 'node:os';
import { join } from 'node:path';
import { HOME } from '@slipway/tool-home';
import type { Program } from './supervisor';

/** How the gateway says that it cannot have its port. */
export const PORT_TAKEN = 98;

/** What one run of the gateway is told. */
export interface GatewayRun {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  readonly directory: string;
  /** On its command line, by which the process is known. */
  readonly instance: string;
  /** 0 leaves the choice to the system. */
  readonly port: number;
  /** Interpreter that has moto. */
  readonly python: string;
}

/** How the gateway is run for one instance. */
export function gatewayProgram({
  env,
  ...run
}: GatewayRun & { readonly env: NodeJS.ProcessEnv }): Pick<Program, 'command' | 'args' | 'env'> {
  return {
    command: process.execPath,
    args: [
      join(HOME, 'tools', 'cloud', 'bin', 'cloud.mjs'),
      run.workspace,
      ...['--instance', run.instance, '--port', String(run.port)],
      ...['--directory', run.directory, '--python', run.python],
    ],
    env: { ...withoutAws(env), AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull },
  };
}

/** Nothing of the user's AWS settings: the clients of the cloud's own services would heed them. */
function withoutAws(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('AWS_')));
}
