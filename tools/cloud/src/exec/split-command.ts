/**
 * Words of a command line, as the agent in a container takes them: quotes and backslashes, no variables, no wildcards.
 *
 * @throws Error when a quote is left open
 */
export function splitCommand(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const letter = line[at] ?? '';
    if (letter === '\\' && quote !== "'" && at + 1 < line.length) word = (word ?? '') + line[++at];
    else if (letter === quote) quote = '';
    else if (quote !== '') word = (word ?? '') + letter;
    else if (letter === "'" || letter === '"') [quote, word] = [letter, word ?? ''];
    else if (!/\s/.test(letter)) word = (word ?? '') + letter;
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  if (quote !== '') throw new Error(`The command has an open ${quote}: ${line}`);
  return word === undefined ? words : [...words, word];
}
