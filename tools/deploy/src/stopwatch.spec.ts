import { recordedOutput } from '@slipway/tool-terminal';
import { Stopwatch } from './stopwatch';

let passed: number;
beforeEach(() => (passed = 0));

/** Work that takes that long by a clock of its own. */
const takes = (ms: number) => async () => void (passed += ms);

function started() {
  const { output, notes } = recordedOutput();
  return { stopwatch: new Stopwatch(output, () => passed), notes };
}

it('says what took how long, also what failed, and leaves out what took nothing', async () => {
  const { stopwatch, notes } = started();
  await stopwatch.time('init', takes(40));
  const fails = async () => {
    await takes(250)();
    throw new Error('no');
  };
  await expect(stopwatch.time('plan', fails)).rejects.toThrow('no');
  stopwatch.report();

  expect(notes).toEqual(['plan 0.3 s · total 0.3 s']);
});

it.each([
  [99, 'total 0.1 s'],
  [100, 'apply 0.1 s · total 0.1 s'],
  [61_000, 'apply 1 min 01 s · total 1 min 01 s'],
])('%i ms are told as "%s"', async (ms, words) => {
  const { stopwatch, notes } = started();
  await stopwatch.time('apply', takes(ms));
  stopwatch.report();

  expect(notes).toEqual([words]);
});
