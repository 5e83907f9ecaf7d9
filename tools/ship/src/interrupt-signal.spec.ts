import { recordedOutput } from '@slipway/tool-terminal';
import { withInterrupts } from './interrupt-signal';
import type { ShipWorld } from './world';

function pressed() {
  const { output, notes } = recordedOutput();
  const left: string[] = [];
  const world = { leave: () => left.push('left') } as unknown as ShipWorld;
  let press: () => void = () => undefined;
  const interrupts = {
    subscribe: (listener: () => void) => {
      press = listener;
      return () => (press = () => undefined);
    },
  };
  return { options: { interrupts, output, world }, notes, left, press: () => press() };
}

test('the first Ctrl-C asks for a stop and says what comes, the second leaves', async () => {
  const { options, notes, left, press } = pressed();
  await withInterrupts(options, async ({ signal }) => {
    expect(signal.aborted).toBe(false);
    press();
    expect(signal.aborted).toBe(true);
    expect(left).toEqual([]);
    press();
  });

  expect(left).toEqual(['left']);
  expect(notes).toEqual([
    expect.stringContaining('Ctrl-C once more leaves at once'),
    expect.stringContaining('the next release settles'),
  ]);
});

test('whoever draws is told in the place of the terminal', async () => {
  const { options, notes, press } = pressed();
  const drawn: string[] = [];
  await withInterrupts(options, async (stop) => {
    stop.note = (text) => drawn.push(text);
    press();
  });

  expect(drawn).toEqual([expect.stringContaining('Stopping')]);
  expect(notes).toEqual([]);
});

test('afterwards Ctrl-C is what it was', async () => {
  const { options, notes, press } = pressed();
  await withInterrupts(options, async () => undefined);
  press();

  expect(notes).toEqual([]);
});
