/**
 * The words of a script of package.json that is one program. A shell between npm and a program does not always hand
 * SIGTERM on, so the program is started without one where that is the same.
 *
 * @returns `undefined` where only a shell can read the line
 */
export function startWords(script: string): readonly string[] | undefined {
  const words = script.trim().split(/\s+/);
  const [program = ''] = words;
  const isPlain = /^[\w@./:=+,-]+$/.test(words.join(''));
  return isPlain && !program.includes('=') ? words : undefined;
}
