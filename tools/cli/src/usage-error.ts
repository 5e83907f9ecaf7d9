import { nearest } from '@slipway/core';

/** A command line that means nothing, told in one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly exitCode = 2;
}

/**
 * @param kind what `word` should have been: `verb`, `environment`
 * @param otherwise what to say if nothing that is known comes near
 */
export function unknownWord(
  kind: string,
  word: string,
  known: readonly string[],
  otherwise: string,
): UsageError {
  const meant = nearest(word, known);
  const hint = meant === undefined ? otherwise : `Did you mean "${meant}"?`;
  return new UsageError(`There is no ${kind} "${word}". ${hint}`);
}
