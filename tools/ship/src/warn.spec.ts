import type { Output } from '@slipway/tool-terminal';
import { warn } from './warn';

function warned(max: number): string[] {
  const notes: string[] = [];
  const output: Output = {
    interactive: false,
    color: false,
    columns: 80,
    result: () => undefined,
    note: (text) => notes.push(text),
    status: () => undefined,
  };
  const web = { migrate: 'on-start', scaling: { min: 1, max } };
  warn({ services: { web }, database: false, edge: {} } as unknown as Parameters<typeof warn>[0], output);
  return notes;
}

test('what the file allows but deserves a word is told beside the result', () => {
  expect(warned(4)).toEqual([expect.stringMatching(/^! services\.web migrates as each container starts/)]);
  expect(warned(1)).toEqual([]);
});
