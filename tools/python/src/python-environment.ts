import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { authorityVariables } from '@slipway/tool-outbound';
import { Failure } from '@slipway/tool-terminal';
import { withFileLock } from './file-lock';
import { findPython, type Python } from './find-python';
import { pythonProcessEnvironment } from './process-environment';
import { runProgram } from './run-program';

export interface PythonEnvironmentOptions {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  /** Kebab-case; what messages call it. */
  readonly name: string;
  /** Absolute path of a requirements file with a hash for every package. */
  readonly requirements: string;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** Told when something takes a while. @default nobody */
  readonly note?: (text: string) => void;
}

/**
 * The interpreter of a private environment that holds exactly what the requirements file pins. It is made once, under
 * `.slipway/python/`, by whoever comes first; a build that was interrupted is thrown away.
 *
 * Run modules with `-m`: the scripts in `bin` know only the folder that they were built in.
 *
 * @throws Failure `toolMissing` when there is no Python, or a package cannot be had or is not what was pinned
 */
export async function ensurePythonEnvironment(
  options: PythonEnvironmentOptions,
): Promise<{ python: string }> {
  const { name, env = process.env, note = () => undefined } = options;
  const { home, directory, python: interpreter } = place(options);
  if (existsSync(interpreter)) return { python: interpreter };

  const python = await findPython(env);
  await withFileLock(
    python,
    join(home, `${name}.lock`),
    async () => {
      if (existsSync(interpreter)) return;
      note(`Installing ${name} for Python ${python.version} into .slipway/python, once ...`);
      await removeLeftovers(directory);
      const draft = `${directory}.${randomUUID().slice(0, 8)}`;
      await build(python, draft, options);
      await rename(draft, directory);
    },
    () => note(`Another run is installing ${name}; waiting for it.`),
  );
  return { python: interpreter };
}

/** The interpreter of an environment that was made before. */
export function existingPythonEnvironment(options: PythonEnvironmentOptions): string | undefined {
  const { python } = place(options);
  return existsSync(python) ? python : undefined;
}

function place({ workspace, name, requirements }: PythonEnvironmentOptions) {
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const home = join(workspace, '.slipway', 'python');
  const directory = join(home, `${name}-${hash}`);
  // A link: it leads nowhere, and counts as missing, once its Python was upgraded away.
  return { home, directory, python: join(directory, 'bin', 'python') };
}

/** What an interrupted build left, and an environment whose Python is gone. */
async function removeLeftovers(directory: string): Promise<void> {
  const home = dirname(directory);
  const left = (await readdir(home)).filter((entry) => entry.startsWith(basename(directory)));
  await Promise.all(left.map((entry) => rm(join(home, entry), { recursive: true, force: true })));
}

async function build(python: Python, directory: string, options: PythonEnvironmentOptions): Promise<void> {
  const { name, requirements, env = process.env } = options;
  await mkdir(directory, { recursive: true });
  // pip itself heeds HTTPS_PROXY and NO_PROXY, but not the authorities that Node and AWS are told of.
  const trusted = env.REQUESTS_CA_BUNDLE ? {} : authorityVariables(directory, env, ['PIP_CERT']);
  const settings = { env: { ...pythonProcessEnvironment(env), ...trusted } };
  const made = await runProgram(python.executable, ['-m', 'venv', directory], settings);
  const ended =
    made.code === 0
      ? await runProgram(join(directory, 'bin', 'python'), installation(requirements), settings)
      : made;
  if (ended.code === 0) return;
  await rm(directory, { recursive: true, force: true });
  throw new Failure('toolMissing', explain(name, requirements, ended.output));
}

const installation = (requirements: string) => [
  ...['-m', 'pip', 'install', '--require-hashes', '--requirement', requirements],
  ...['--quiet', '--no-input', '--disable-pip-version-check', '--retries', '2'],
  // Python compiles what it runs; compiling everything here costs a third more time.
  '--no-compile',
];

const OFFLINE =
  /name resolution|nodename nor servname|Connection refused|timed out|unreachable|ProxyError|SSLError/i;
const CHANGED = /DO NOT MATCH THE HASHES/i;

function explain(name: string, requirements: string, output: string): string {
  const said = output
    .trim()
    .split('\n')
    .slice(-5)
    .map((line) => `  ${line}`);
  const cause = CHANGED.test(output)
    ? `A package differs from what ${requirements} pins. Nothing of it was run. Look at your package index.`
    : OFFLINE.test(output)
      ? 'The package index cannot be reached. Check the network or the proxy (PIP_INDEX_URL, HTTPS_PROXY), then run it again.'
      : 'Python said the following. Fix that, then run it again.';
  return [`${name} could not be installed. ${cause}`, ...said].join('\n');
}
