import { sampleRelease } from '../sample/sample-release';
import { lockedBy, noLongerOurs, unknownRelease } from './ledger-failures';

const running = sampleRelease({ state: 'rolling' });
const WAIT =
  'Wait until it has ended (npx slipway status staging), then run again. If that run is dead, run again after 30 s: your run settles that release first.';

it('says who holds the lock, since when, and what to do', () => {
  expect(lockedBy(running)).toMatchObject({
    kind: 'locked',
    message: [
      'Release v12 of "staging" is rolling, and one release runs at a time. Nothing was released.',
      '  who    jo on laptop',
      '  since  2026-11-25T10:00:00Z',
      WAIT,
    ].join('\n'),
  });
});

it('says which process, and where its log is, if it is known', () => {
  const by = { ...running.by, pid: 7, runUrl: 'https://ci.example.com/7' };

  expect(
    lockedBy({ ...running, by })
      .message.split('\n')
      .slice(1),
  ).toEqual([
    '  who    jo on laptop, process 7',
    '  since  2026-11-25T10:00:00Z',
    '  run    https://ci.example.com/7',
    WAIT,
  ]);
});

it.each([
  [undefined, 'Nothing was released to "staging" yet.'],
  [4, 'The newest is v4. All of them: npx slipway releases staging'],
])('says which releases there are when the newest is %j', (newest, known) => {
  expect(unknownRelease('staging', 9, newest)).toMatchObject({
    kind: 'usage',
    message: `"staging" has no release v9. ${known}`,
  });
});

it('says that a run has lost its record, and where to look', () => {
  expect(noLongerOurs(running)).toMatchObject({
    kind: 'locked',
    message:
      'Another run assumed that this one was dead and settled release v12 of "staging". This one stops here and changes nothing more. What became of it: npx slipway releases staging show v12',
  });
});
