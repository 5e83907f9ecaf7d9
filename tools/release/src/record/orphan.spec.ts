import { isOrphan, type LocalProcesses } from './orphan';
import type { ReleaseRecord, ReleaseState } from './release-record';

const here: LocalProcesses = { host: 'laptop', startOf: (pid) => (pid === 1 ? 'at noon' : undefined) };

const entry = (by: Partial<ReleaseRecord['by']>, ageSeconds: number, state: ReleaseState = 'rolling') => ({
  etag: '"1"',
  ageSeconds,
  record: {
    state,
    by: { name: 'Ada', host: 'laptop', pid: 1, processStart: 'at noon', ...by },
  } as ReleaseRecord,
});

it.each([
  ['of this machine, alive', entry({}, 4), false],
  ['of this machine, gone', entry({ pid: 2 }, 4), true],
  ['of this machine, its number now another process', entry({ processStart: 'at dawn' }, 4), true],
  ['of this machine, alive and silent', entry({}, 31), true],
  ['of another machine, heard of lately', entry({ host: 'runner', pid: 2 }, 30), false],
  ['of another machine, silent', entry({ host: 'runner', pid: 2 }, 31), true],
  ['that says nothing of its process', entry({ pid: undefined, processStart: undefined }, 4), false],
  ['that is settled', entry({ pid: 2 }, 9999, 'live'), false],
])('a release %s', (_, release, orphan) => expect(isOrphan(release, here)).toBe(orphan));

it('is judged by who settles it, once somebody does', () => {
  const dead = entry({ pid: 2 }, 4);
  const settled = { ...dead, record: { ...dead.record, settledBy: { ...dead.record.by, pid: 1 } } };

  expect(isOrphan(settled, here)).toBe(false);
});

it('does not look at the clocks of machines', () => {
  const { record, ...rest } = entry({ host: 'runner' }, 4);

  expect(isOrphan({ ...rest, record: { ...record, createdAt: '1999-01-01T00:00:00Z' } }, here)).toBe(false);
});
