import { Failure, type Output } from '@slipway/tool-terminal';
import { readText } from './read-text';
import { UsageError } from './usage-error';

/** All of standard input. @throws UsageError when that is the terminal, as nobody would know when it ends, or no text */
export async function standardInput(): Promise<string> {
  if (process.stdin.isTTY) throw new UsageError('Send it to standard input, for example: < secrets.env');
  return readText(process.stdin);
}

/**
 * A secret, without showing it: asked for at a terminal, else what is piped in, less the line break at its end.
 *
 * @throws Failure `notConfirmed` when the question is abandoned
 */
export async function secretValue(
  name: string,
  { interactive }: Pick<Output, 'interactive'>,
): Promise<string> {
  if (!interactive) return (await standardInput()).replace(/\r?\n$/, '');
  const { password } = await import('@clack/prompts');
  const answer = await password({ message: `Value of ${name}` });
  if (typeof answer === 'string') return answer;
  throw new Failure('notConfirmed', 'Cancelled. Nothing was changed.');
}
