import { Failure } from './failure';
import { palette, type Output } from './output';

/** What the process should end with; 1 for what nobody foresaw. Every error that is meant for people has a code. */
export function exitCodeOf(error: unknown): number {
  const code = (error as { exitCode?: unknown } | undefined)?.exitCode;
  return typeof code === 'number' ? code : 1;
}

/** Prints an error the way its kind deserves: a message for people, a stack for a defect. */
export function reportError(error: unknown, output: Output): void {
  const { red, yellow } = palette(output);
  if (error instanceof Failure && (error.kind === 'cancelled' || error.kind === 'notConfirmed')) {
    output.note(yellow(error.message));
  } else if (error instanceof Error && 'exitCode' in error) {
    const [first = '', ...rest] = error.message.split('\n');
    output.note([red(first), ...rest].join('\n'));
  } else {
    output.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
