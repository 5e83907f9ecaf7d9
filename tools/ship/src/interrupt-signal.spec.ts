import { withInterrupts } from './interrupt-signal';

function pressed() {
  const notes: string[] = [];
  let press: () => void = () => undefined;
  const interrupts = {
    subscribe: (listener: () => void) => {
      press = listener;
      return () => (press = () => undefined);
    },
  };
  return { interrupts, notes, note: (text: string) => notes.push(text), press: () => press() };
}

test('the first Ctrl-C asks for a stop and says what comes, the second leaves', async () => {
  const { interrupts, notes, note, press } = pressed();
  const left: string[] = [];
  await withInterrupts(
    interrupts,
    note,
    async ({ signal }) => {
      expect(signal.aborted).toBe(false);
      press();
      expect(signal.aborted).toBe(true);
      expect(left).toEqual([]);
      press();
    },
    () => left.push('left'),
  );

  expect(left).toEqual(['left']);
  expect(notes).toEqual([
    expect.stringContaining('Ctrl-C once more leaves at once'),
    expect.stringContaining('the next release settles'),
  ]);
});

test('whoever draws is told in the place of the terminal', async () => {
  const { interrupts, notes, note, press } = pressed();
  const drawn: string[] = [];
  await withInterrupts(interrupts, note, async (stop) => {
    stop.note = (text) => drawn.push(text);
    press();
  });

  expect(drawn).toEqual([expect.stringContaining('Stopping')]);
  expect(notes).toEqual([]);
});

test('afterwards Ctrl-C is what it was', async () => {
  const { interrupts, notes, note, press } = pressed();
  await withInterrupts(interrupts, note, async () => undefined);
  press();

  expect(notes).toEqual([]);
});
