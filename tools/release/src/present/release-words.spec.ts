import { assetsWords, outcome, reasonWords, releaseSeconds, startWords } from './release-words';
import { CRASHED, sampleRelease, SERVING } from '../sample/sample-release';

it.each([
  ['live', sampleRelease(), 'v12 is live on staging, 18 s. https://staging.acme.dev'],
  ['superseded', sampleRelease({ state: 'superseded' }), 'v12 was live on staging. https://staging.acme.dev'],
  ['rolling', sampleRelease({ state: 'rolling', finishedAt: undefined }), 'v12 is on its way to staging.'],
  [
    'rolled back',
    CRASHED,
    'v13 did not go live on staging: web exits with code 1 before it is healthy. v11 still serves.',
  ],
  [
    'failed without a cause',
    sampleRelease({ state: 'failed' }),
    'v12 did not go live on staging. v11 still runs.',
  ],
])('%s', (_, record, headline) => {
  expect(outcome(record, { url: 'https://staging.acme.dev', previous: { version: 11 } }).headline).toBe(
    headline,
  );
});

describe('what is said of the release before', () => {
  const headline = (more: object) =>
    outcome(sampleRelease({ state: 'rolled_back', ...more }), { previous: { version: 11 } }).headline;
  const url = 'https://staging.acme.dev/healthz';
  const interrupted = { kind: 'interrupted', words: 'Ctrl-C stopped v12. v11 stays live.', logs: [] };
  const taken = [{ name: '0042-tidy', destructive: ['drops table carts'] }];

  it.each([
    ['a request showed that it serves', { site: { url, status: 204 } }, 'v11 still serves.'],
    ['nobody asked, or the record is older', {}, 'v11 still runs.'],
    [
      'nothing is behind the load balancer',
      { site: { url, status: 503 } },
      `v11 is what runs, but did not serve (503 at ${url}).`,
    ],
    [
      'it turns people away',
      { site: { url, status: 403 } },
      `v11 is what runs, but did not serve (403 at ${url}).`,
    ],
    [
      'nobody answered',
      { site: { url } },
      `v11 is what runs, but did not serve (nobody answered at ${url}).`,
    ],
    [
      'its cause says that it stays',
      { site: { url, status: 503 }, cause: interrupted },
      `v11 stays live. v11 is what runs, but did not serve (503 at ${url}).`,
    ],
  ])('%s', (_, more, words) => {
    expect(headline(more).endsWith(` ${words}`)).toBe(true);
  });

  it('an answer of a health check does not show that what lost a column serves', () => {
    expect(headline({ site: SERVING, taken })).toContain('v11 still runs. What v11 may need is gone');
  });
});

describe('what a release that failed leaves', () => {
  const tidy = { name: '0042-tidy', destructive: ['drops column users.email', 'drops table carts'] };
  const add = { name: '0043-add', destructive: [] };
  const ran = (...migrations: (typeof tidy | typeof add)[]) => ({
    releaseCommand: { command: ['migrate'], exitCode: 1, output: [], migrations },
  });
  const headline = (more: object, previous?: { version: number }) =>
    outcome(sampleRelease({ state: 'failed', site: SERVING, ...more }), previous && { previous }).headline;

  it.each([
    [ran(add), 'v11 still serves. Migration 0043-add stays applied.'],
    [
      ran(add, { ...add, name: '0044-more' }),
      'v11 still serves. Migrations 0043-add, 0044-more stay applied.',
    ],
    [
      { ...ran(tidy, add), taken: [tidy] },
      'v11 still runs. What v11 may need is gone: migration 0042-tidy drops column users.email and drops table carts. Migration 0043-add stays applied.',
    ],
    [
      { taken: [tidy] },
      'v11 still runs. What v11 may need is gone: migration 0042-tidy drops column users.email and drops table carts.',
    ],
    [
      ran(...Array.from({ length: 7 }, (_, n) => ({ ...add, name: `m${n}` }))),
      'v11 still serves. Migrations m0, m1, m2, m3, m4, and 2 more stay applied.',
    ],
  ])('%j', (more, words) => {
    expect(headline(more, { version: 11 })).toBe(`v12 did not go live on staging. ${words}`);
  });

  it('is said also where its cause says who serves, and of a first release', () => {
    const cause = { kind: 'interrupted', words: 'Ctrl-C stopped v12. v11 stays live.', logs: [] };
    expect(headline({ ...ran(add), cause }, { version: 11 })).toMatch(
      /stays live\. Migration 0043-add stays applied\.$/,
    );
    expect(headline(ran(tidy))).toBe('v12 did not go live on staging. Migration 0042-tidy stays applied.');
  });
});

it('nothing follows a command', () => {
  const cause = {
    kind: 'refused',
    words: 'web needs A. Set with: npx slipway config set staging A',
    logs: [],
  } as const;

  expect(outcome({ ...CRASHED, cause }, { previous: { version: 11 } }).headline).toBe(
    'v13 did not go live on staging. v11 still serves. web needs A. Set with: npx slipway config set staging A',
  );
});

it('what its cause says is not said again', () => {
  const cause = { kind: 'interrupted', words: 'Ctrl-C stopped v13. v11 stays live.', logs: [] } as const;

  expect(outcome({ ...CRASHED, cause }, { previous: { version: 11 } }).headline).toBe(
    'v13 did not go live on staging: Ctrl-C stopped v13. v11 stays live.',
  );
});

it('nothing serves after a first release that failed', () => {
  expect(outcome(CRASHED).headline).toBe(
    'v13 did not go live on staging: web exits with code 1 before it is healthy.',
  );
});

it('a start says what, why and who', () => {
  expect(startWords(sampleRelease())).toBe('v12 of staging begins: push of 3f2a1bc Add prices, by jo.');
});

it('says where it is from', () => {
  expect(reasonWords({ reason: 'promote', from: { environment: 'staging', version: 9 } })).toBe(
    'promoted from staging v9',
  );
  expect(reasonWords({ reason: 'rollback', from: { environment: 'prod', version: 8 } })).toBe(
    'rollback to v8',
  );
  expect(reasonWords({ reason: 'rollback', from: { environment: 'prod', version: 8 }, configOf: 8 })).toBe(
    'rollback to v8 with its config',
  );
});

it.each([
  [{ files: 24, uploaded: 3 }, '24 files, 3 new'],
  [{ files: 1, uploaded: 1 }, '1 file, 1 new'],
  [{ files: 24, uploaded: 0 }, '24 files, none new'],
])('what became of the assets: %j', (assets, words) => {
  expect(assetsWords(assets)).toBe(words);
});

it('clocks that disagree never make a negative duration', () => {
  expect(releaseSeconds(sampleRelease({ finishedAt: '2026-11-25T09:55:00.000Z' }))).toBe(18);
  expect(releaseSeconds(sampleRelease({ finishedAt: undefined }))).toBeUndefined();
});
