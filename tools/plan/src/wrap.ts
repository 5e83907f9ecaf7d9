/** Breaks at spaces only: addresses stay whole, so that they can be copied. */
export function wrap(text: string, indent: string, columns: number): string[] {
  const lines: string[] = [];
  const [start = ''] = /^ */.exec(text) ?? [];
  let line = start;
  for (const word of text.slice(start.length).split(/(?<=\S)(?= +)/)) {
    if (line.trim() && line.length + word.length > columns) {
      lines.push(line.trimEnd());
      line = indent + word.trimStart();
    } else {
      line += word;
    }
  }
  return [...lines, line];
}
