import { recordedOutput } from '@slipway/tool-terminal';
import { Stopwatch } from './stopwatch';

it('says what took how long, also what failed, and leaves out what took nothing', async () => {
  const { output, notes } = recordedOutput();
  const stopwatch = new Stopwatch(output);
  await stopwatch.time('init', () => Promise.resolve());
  const wait = () => new Promise((_, reject) => setTimeout(() => reject(new Error('no')), 250));
  await expect(stopwatch.time('plan', wait)).rejects.toThrow('no');
  stopwatch.report();

  expect(notes).toEqual([expect.stringMatching(/^plan 0\.[23] s · total 0\.[23] s$/)]);
});
