import { stripVTControlCharacters } from 'node:util';

/**
 * Text of others (a commit's message, a log line, AWS's reason) as one line that can do nothing to a terminal: no escape
 * sequence, no control character, no more than `max` characters.
 */
export function plainText(text: string, max = 500): string {
  // A log line may be a megabyte; only its beginning is looked at.
  const line = stripVTControlCharacters(text.slice(0, 4 * max))
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trimEnd();
  const characters = [...line];
  return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : line;
}
