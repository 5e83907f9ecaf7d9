import { format, stripVTControlCharacters } from 'node:util';
import type { Log } from '../log';

/** What Next and libraries print becomes lines of the log, so that all of it is JSON. */
export function logConsole(log: Log, target: Console = console): void {
  const print =
    (level: 'info' | 'error') =>
    (...values: readonly unknown[]) => {
      const message = stripVTControlCharacters(format(...values)).trim();
      if (message !== '') log(level, message);
    };
  for (const method of ['log', 'info', 'debug'] as const) target[method] = print('info');
  for (const method of ['warn', 'error', 'trace'] as const) target[method] = print('error');
}
