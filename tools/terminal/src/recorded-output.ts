import type { Output } from './output';

/** Keeps what is said instead of showing it. For tests. */
export function recordedOutput(interactive = false) {
  const results: string[] = [];
  const notes: string[] = [];
  const output: Output = {
    interactive,
    color: false,
    columns: 100,
    result: (text) => results.push(text),
    note: (text) => notes.push(text),
    status: () => undefined,
  };
  return { output, results, notes, text: () => [...notes, ...results].join('\n') };
}
