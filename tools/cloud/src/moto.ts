import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { HOME } from '@slipway/tool-home';
import {
  ensurePythonEnvironment,
  existingPythonEnvironment,
  pythonProcessEnvironment,
  runProgram,
} from '@slipway/tool-python';
import type { KeptProgram } from './processes/process-keeper';

export interface MotoOptions {
  readonly workspace: string;
  readonly env: NodeJS.ProcessEnv;
  readonly note: (text: string) => void;
}

/** moto would look for the user's profile, call itself through their endpoint, and the gateway through their proxy. */
const FOREIGN = /^(?:(?:AWS|MOTO)_|(?:https?|all)_proxy$)/i;

const REQUIREMENTS = join(HOME, 'tools', 'cloud', 'requirements.txt');

const SERVER_IMPORTS =
  'import flask, flask_cors, jsonpath_ng, importlib.metadata as m; print(m.version("moto"))';

/**
 * An interpreter that has the pinned moto: of the private environment, or one that is on this machine already and has
 * that very version. If there is neither, the environment is made.
 *
 * @throws Failure `toolMissing` when neither can be had
 */
export async function motoInterpreter({ workspace, env, note }: MotoOptions): Promise<string> {
  const environment = { workspace, name: 'moto', requirements: REQUIREMENTS, env, note };
  return (
    existingPythonEnvironment(environment) ??
    (await installedMoto(env, motoVersion())) ??
    (await ensurePythonEnvironment(environment)).python
  );
}

/** How moto is run for a gateway. It takes a free port and says on file descriptor 3 which. */
export function motoProgram(run: {
  readonly workspace: string;
  readonly env: NodeJS.ProcessEnv;
  readonly python: string;
  /** Where the gateway answers; moto tells it about databases. */
  readonly gateway: string;
  /** A folder with what it is to know. @default it begins empty */
  readonly restore?: string;
  /** A file in which it notes what it was asked to check. @default it checks nothing */
  readonly checkedRequests?: string;
}): Pick<KeptProgram, 'command' | 'args' | 'env'> {
  const script = join(HOME, 'tools', 'cloud', 'moto', 'serve.py');
  return {
    command: run.python,
    // What Python compiles stays where it looks for it by itself: copies of a workspace share the environment, and would
    // compile all of moto anew in a place of their own, which takes longer than all else of a start.
    args: ['-s', script, ...(run.restore ? ['--restore', run.restore] : [])],
    env: {
      ...serverEnvironment(run.env),
      SLIPWAY_GATEWAY: run.gateway,
      ...(run.checkedRequests && { SLIPWAY_CHECKED_REQUESTS: run.checkedRequests }),
    },
  };
}

function serverEnvironment(env: NodeJS.ProcessEnv): KeptProgram['env'] {
  return Object.fromEntries(
    Object.entries(pythonProcessEnvironment(env)).flatMap(([name, value]) =>
      value === undefined || FOREIGN.test(name) ? [] : [[name, value]],
    ),
  );
}

/** The version of moto that this Slipway has. */
export function motoVersion(): string {
  return pinnedVersion(readFileSync(REQUIREMENTS, 'utf8'));
}

/** @throws Error when the requirements pin no moto, which is a defect */
export function pinnedVersion(requirements: string): string {
  const version = /^moto(?:\[.*?\])?==(\S+)/m.exec(requirements)?.[1];
  if (!version) throw new Error('requirements.txt pins no moto');
  return version;
}

async function installedMoto(env: NodeJS.ProcessEnv, version: string): Promise<string | undefined> {
  for (const interpreter of [serverInterpreter(env.PATH), 'python3']) {
    if (!interpreter) continue;
    const { stdout, code } = await runProgram(interpreter, ['-c', SERVER_IMPORTS], {
      env: pythonProcessEnvironment(env),
    });
    if (code === 0 && stdout.trim() === version) return interpreter;
  }
  return undefined;
}

/** The interpreter that the first `moto_server` on the PATH names in its first line, if it names one. */
function serverInterpreter(path = ''): string | undefined {
  const server = path
    .split(delimiter)
    .filter(Boolean)
    .map((directory) => join(directory, 'moto_server'))
    .find((file) => existsSync(file));
  return server && /^#!\s*(\/\S*python[\d.]*)\s*\n/.exec(readFileSync(server, 'utf8'))?.[1];
}
