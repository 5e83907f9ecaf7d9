import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from '@slipway/tool-home';
import { asCalled, terminalOutput, type Output } from '@slipway/tool-terminal';
import type { Args, Values } from './args';
import { endWith } from './error-boundary';
import { overview, verbHelp } from './help';
import { readLine } from './read-line';
import { unknownWord } from './usage-error';
import { isVerb, VERBS } from './verbs';

/**
 * The `slipway` command.
 *
 * @param workspace absolute path of the workspace
 * @param line what was typed after `slipway`
 * @returns the exit code
 */
export async function main(
  workspace: string,
  line: readonly string[],
  output: Output = terminalOutput(),
): Promise<number> {
  endQuietlyOnClosedPipe();
  try {
    const [word, ...typed] = line;
    if (word === undefined || ['help', '--help', '-h'].includes(word)) {
      output.result(overview());
      return 0;
    }
    if (['version', '--version', '-v'].includes(word)) {
      output.result(version());
      return 0;
    }
    if (!isVerb(word))
      throw unknownWord('verb', word, Object.keys(VERBS), 'slipway --help shows what there is.');
    const { default: verb } = await VERBS[word].load();
    if (asksForHelp(typed)) {
      output.result(verbHelp(word, verb));
      return 0;
    }
    const { values, command } = readLine(verb, typed);
    const embedded = 'embedded' in values && values.embedded === true;
    const work = () => verb.run(values, { workspace, output, command });
    return (await asCalled({ embedded }, () => spoken(values, work))) ?? 0;
  } catch (error) {
    return endWith(error, workspace, line, output);
  }
}

/** Loads the words of AWS's errors only when there is an error. */
async function spoken<T>(values: Values<Args>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { inWords } = await import('./in-words');
    throw inWords(error, values);
  }
}

/** Also on a line with mistakes; but what follows `--` is somebody else's, and so is its `--help`. */
function asksForHelp(typed: readonly string[]): boolean {
  const end = typed.indexOf('--');
  const own = end < 0 ? typed : typed.slice(0, end);
  return own.includes('--help') || own.includes('-h');
}

/** `slipway output prod | head -1` is no error. */
function endQuietlyOnClosedPipe(): void {
  if (!process.stdout.listeners('error').includes(endOnClosedPipe))
    process.stdout.on('error', endOnClosedPipe);
}

function endOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}

function version(): string {
  const { version } = JSON.parse(readFileSync(join(HOME, 'package.json'), 'utf8')) as { version: string };
  return version;
}
