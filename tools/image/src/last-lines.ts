/** Lines of a failed build that are worth showing; the whole of it is one command away. */
const SHOWN = 30;

/** The end of what a program said, indented to stand in a message. */
export function lastLines(output: string): string[] {
  return output
    .trim()
    .split('\n')
    .slice(-SHOWN)
    .map((line) => `  ${line}`);
}
