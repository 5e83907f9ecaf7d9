import { Failure } from '@slipway/tool-terminal';
import { pythonProcessEnvironment } from './process-environment';
import { runProgram } from './run-program';

export interface Python {
  /** Absolute path of the interpreter itself, behind any shim. */
  readonly executable: string;
  /** Such as `3.12.4`. */
  readonly version: string;
}

interface Probe extends Python {
  readonly canMakeEnvironments: boolean;
}

const MINIMUM_MINOR = 10;

/** In this order, so that what the user calls `python3` wins unless it is too old. */
const NAMES = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];

const PROBE = `
import importlib.util, json, platform, sys
print(json.dumps({
  "executable": sys.executable,
  "version": platform.python_version(),
  "canMakeEnvironments": all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")),
}))`;

/**
 * `SLIPWAY_PYTHON` if it is set, else the first Python 3.10 or newer on the PATH.
 *
 * @throws Failure `toolMissing`, with what was looked at and how to install it; on Debian and Ubuntu Python comes without
 * the module that makes environments, which is said too
 */
export async function findPython(env: NodeJS.ProcessEnv): Promise<Python> {
  const reasons: string[] = [];
  for (const name of env.SLIPWAY_PYTHON ? [env.SLIPWAY_PYTHON] : NAMES) {
    const found = await probe(name, env);
    if (typeof found === 'string') reasons.push(`${name} ${found}`);
    else if (Number(found.version.split('.')[1]) < MINIMUM_MINOR) reasons.push(`${name} is ${found.version}`);
    else if (!found.canMakeEnvironments) {
      throw new Failure(
        'toolMissing',
        `${name} (${found.version}) comes without its venv module.\n${HOW_TO_INSTALL}`,
      );
    } else return { executable: found.executable, version: found.version };
  }
  const looked = reasons.map((reason) => `  - ${reason}`);
  throw new Failure('toolMissing', ['No usable Python:', ...looked, HOW_TO_INSTALL].join('\n'));
}

async function probe(command: string, env: NodeJS.ProcessEnv): Promise<Probe | string> {
  const { code, stdout, output } = await runProgram(command, ['-c', PROBE], {
    env: pythonProcessEnvironment(env),
    timeoutMs: 20_000,
  });
  if (code === undefined) return 'is not on the PATH';
  if (code !== 0) return `does not run (${lastLine(output) || `code ${code}`})`;
  try {
    return JSON.parse(stdout) as Probe;
  } catch {
    return 'does not answer like Python 3';
  }
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? '';

const HOW_TO_INSTALL = [
  `Install Python 3.${MINIMUM_MINOR} or newer:`,
  '  macOS           brew install python',
  '  Debian, Ubuntu  sudo apt-get install python3 python3-venv',
  '  Fedora          sudo dnf install python3',
  'or set SLIPWAY_PYTHON to the path of one that is not on the PATH.',
].join('\n');
