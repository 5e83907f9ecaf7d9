import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'citty';
import { HOME } from '@slipway/tool-home';
import { terminalOutput } from '@slipway/tool-terminal';
import { checkLine } from './check-line';
import { endWith } from './error-boundary';
import { overview, verbHelp } from './help';
import { unknownWord, UsageError } from './usage-error';
import { isVerb, VERBS } from './verbs';

/**
 * The `slipway` command.
 *
 * @param root absolute path of the workspace
 * @param line what was typed after `slipway`
 * @returns the exit code
 */
export async function main(root: string, line: readonly string[]): Promise<number> {
  const output = terminalOutput();
  endQuietlyOnClosedPipe();
  try {
    const [word, ...typed] = line;
    const { rest, command } = splitCommand(typed);
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
    if (rest.includes('--help') || rest.includes('-h')) {
      output.result(verbHelp(word, verb));
      return 0;
    }
    if (command && !verb.command) throw new UsageError('This verb takes no command after --.');
    const values = checkLine(verb, rest);
    const every = (option: string) => values.get(option) ?? [];
    return (await verb.run(parseArgs(rest, verb.args), { root, output, every, command: command ?? [] })) ?? 0;
  } catch (error) {
    return endWith(error, root, line, output);
  }
}

/** Whatever follows `--` is somebody else's: its options are not ours. */
function splitCommand(typed: readonly string[]): { rest: string[]; command?: string[] } {
  const at = typed.indexOf('--');
  return at < 0 ? { rest: [...typed] } : { rest: typed.slice(0, at), command: typed.slice(at + 1) };
}

/** `slipway output prod | head -1` is no error. */
function endQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

function version(): string {
  const { version } = JSON.parse(readFileSync(join(HOME, 'package.json'), 'utf8')) as { version: string };
  return version;
}
