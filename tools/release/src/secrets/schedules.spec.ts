import fc from 'fast-check';
import { happening, SampleSchedule } from '../sample/sample-schedule';
import { SWEEP_STEP } from '../sample/sweep';

jest.setTimeout(120_000);

it('50 random schedules of set, unset, release, rollback, scale and kill agree with a model', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 25 }), async (schedule) => {
      const sample = new SampleSchedule();
      for (const [index, what] of schedule.entries()) {
        const wrong = await sample.next(what);
        expect(wrong.map((each) => `${index + 1}: ${each}`)).toEqual([]);
      }
    }),
    { numRuns: Math.ceil(50 / SWEEP_STEP) },
  );
});
