/** Lines of a failed build that are worth showing; the whole of it is one command away. */
const SHOWN = 30;

/** Colours and the like, which a program may write although nobody asked: a message goes into pipes and files, too. */
// oxlint-disable-next-line no-control-regex
const ESCAPES = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007]*\u0007)/g;

/** The end of what a program said, indented to stand in a message. */
export function lastLines(output: string): string[] {
  return output
    .replaceAll(ESCAPES, '')
    .trim()
    .split('\n')
    .slice(-SHOWN)
    .map((line) => `  ${line}`);
}
