import { rehearse, renderResults, Unexpected, type Step } from './rehearsal';

const good = (name: string): Step => ({ name, run: async () => 'as it should be' });
const bad: Step = {
  name: 'break something',
  run: async () => {
    throw new Unexpected('v3 is live\nthough it crashes');
  },
};

const nobody = () => undefined;

test('runs every step in order', async () => {
  const order: string[] = [];
  const steps = ['one', 'two'].map((name) => ({ name, run: async () => String(order.push(name)) }));
  const results = await rehearse(steps, nobody);
  expect(order).toEqual(['one', 'two']);
  expect(results.map(({ verdict, asExpected }) => [verdict, asExpected])).toEqual([
    ['1', true],
    ['2', true],
  ]);
});

test('ends at the first step that is not as it should be', async () => {
  const results = await rehearse([good('deploy'), bad, good('destroy')], nobody);
  expect(results.map(({ name, asExpected }) => [name, asExpected])).toEqual([
    ['deploy', true],
    ['break something', false],
  ]);
});

test('tells who watches', async () => {
  const seen: string[] = [];
  await rehearse([good('deploy')], (event) =>
    seen.push('starts' in event ? `starts ${event.starts}` : event.ended.verdict),
  );
  expect(seen).toEqual(['starts deploy', 'as it should be']);
});

test('is a table with a line a step, and all of what went wrong', () => {
  const text = renderResults([
    { name: 'deploy', seconds: 151, verdict: '240 resources', asExpected: true },
    { name: 'break something', seconds: 4, verdict: 'v3 is live\nthough it crashes', asExpected: false },
  ]);
  expect(text.split('\n')).toEqual([
    expect.stringMatching(/^✓ deploy {9,}2 min 31 s {2}240 resources$/),
    expect.stringMatching(/^✗ break something\s+4(\.0)? s {2}v3 is live$/),
    '    though it crashes',
  ]);
});
