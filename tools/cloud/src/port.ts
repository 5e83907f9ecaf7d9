import { runProgram } from '@slipway/tool-python';
import { Failure } from '@slipway/tool-terminal';
import { instanceAt } from './identity';

const VARIABLE = 'SLIPWAY_CLOUD_PORT';

/**
 * The port that `SLIPWAY_CLOUD_PORT` asks for. `undefined` leaves the choice to the system.
 *
 * @throws Failure `usage` when it is no port
 */
export function portFrom(env: NodeJS.ProcessEnv): number | undefined {
  const text = env[VARIABLE];
  if (!text) return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new Failure(
    'usage',
    `${VARIABLE} is "${text}". Allowed: a port from 1 to 65535, or unset to let the system choose.`,
  );
}

/** Names who holds a port, as far as this machine tells. */
export async function portTaken(port: number): Promise<Failure> {
  const holder = (await instanceAt(port, 1)) ? 'another embedded cloud' : await listener(port);
  return new Failure(
    'cloud',
    [
      `The embedded cloud cannot start: port ${port} is taken by ${holder}.`,
      `Stop that, or set ${VARIABLE} to another port, or unset it to let the system choose.`,
    ].join('\n'),
  );
}

/** `lsof` comes with macOS and with many Linux systems; without it the port must do. */
async function listener(port: number): Promise<string> {
  const { stdout } = await runProgram('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], {
    env: process.env,
  });
  const field = (letter: string) =>
    stdout
      .split('\n')
      .find((line) => line.startsWith(letter))
      ?.slice(1);
  const [pid, command] = [field('p'), field('c')];
  return pid ? `${command} (process ${pid})` : 'another program';
}
