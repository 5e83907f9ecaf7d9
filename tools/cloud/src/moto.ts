import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import {
  ensurePythonEnvironment,
  existingPythonEnvironment,
  pythonProcessEnvironment,
  runProgram,
} from '@slipway/tool-python';
import type { CloudFiles } from './options';
import type { Program } from './supervisor';

export interface MotoOptions {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly note: (text: string) => void;
}

const SERVER_IMPORTS = 'import flask, flask_cors, importlib.metadata as m; print(m.version("moto"))';

/**
 * An interpreter that has the pinned moto: of the private environment, or one that is on this machine already and has
 * that very version. If there is neither, the environment is made.
 *
 * @throws Failure `toolMissing` when neither can be had
 */
export async function motoInterpreter({ root, env, note }: MotoOptions): Promise<string> {
  const requirements = join(root, 'tools', 'cloud', 'requirements.txt');
  const environment = { root, name: 'moto', requirements, env, note };
  return (
    existingPythonEnvironment(environment) ??
    (await installedMoto(env, pinnedVersion(readFileSync(requirements, 'utf8')))) ??
    (await ensurePythonEnvironment(environment)).python
  );
}

/** How `serve.py` says that it cannot have its port. */
export const PORT_TAKEN = 98;

/** How moto is run for one instance. Port 0 leaves the choice to the system. */
export function motoProgram(run: {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly python: string;
  readonly files: Pick<CloudFiles, 'announcement' | 'bytecode'>;
  readonly instance: string;
  readonly port: number;
}): Pick<Program, 'command' | 'args' | 'env'> {
  const script = join(run.root, 'tools', 'cloud', 'moto', 'serve.py');
  return {
    command: run.python,
    args: [
      ...['-s', '-X', `pycache_prefix=${run.files.bytecode}`, script],
      ...['--instance', run.instance, '--port', String(run.port), '--announcement', run.files.announcement],
    ],
    env: serverEnvironment(run.env),
  };
}

/** Nothing of the user's AWS settings: moto would look for their profile, and call itself through their endpoint. */
function serverEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.entries(pythonProcessEnvironment(env)).filter(([name]) => !/^(?:AWS|MOTO)_/.test(name));
  return Object.fromEntries(own);
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
