import { EventEmitter } from 'node:events';
import { processTerminal } from './process-terminal';

const output = (isTTY: boolean) => Object.assign(new EventEmitter(), { isTTY, columns: 100, rows: 40 });

test.each([
  [true, false],
  [false, true],
])('a pipe on either side is no terminal', (input, printed) => {
  expect(processTerminal({ isTTY: input }, output(printed))).toBeUndefined();
});

test('size, raw mode, and changes of the size until nobody wants them', () => {
  const raw: boolean[] = [];
  const stdout = output(true);
  const terminal = processTerminal({ isTTY: true, setRawMode: (on) => raw.push(on) }, stdout)!;
  expect(terminal.size()).toEqual({ columns: 100, rows: 40 });
  terminal.setRawMode(true);
  expect(raw).toEqual([true]);
  let resized = 0;
  const end = terminal.onResize(() => resized++);
  stdout.emit('resize');
  end();
  stdout.emit('resize');
  expect(resized).toBe(1);
});
