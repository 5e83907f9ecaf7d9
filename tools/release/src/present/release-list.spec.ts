import { stripVTControlCharacters } from 'node:util';
import { releaseDetailLines, releaseListLines } from './release-list';
import { CRASHED, sampleRelease } from '../sample/sample-release';

const PLAIN = { color: false };

it('lists releases in aligned columns', () => {
  const promoted = sampleRelease({
    version: 9,
    state: 'superseded',
    reason: 'promote',
    from: { environment: 'dev', version: 3 },
    commit: { sha: 'b'.repeat(40), message: '東京 prices' },
  });

  expect(releaseListLines([CRASHED, promoted], PLAIN)).toEqual([
    'version  state        when (UTC)        who  commit               why                   took',
    'v13      rolled back  2026-11-25 10:00  jo   3f2a1bc Add prices   push                  18 s',
    'v9       superseded   2026-11-25 10:00  jo   bbbbbbb 東京 prices  promoted from dev v3  18 s',
  ]);
});

it('says the same with colours', () => {
  const coloured = releaseListLines([CRASHED], { color: true });

  expect(coloured.join('')).toContain('\u001B[31mrolled back');
  expect(coloured.map((line) => stripVTControlCharacters(line).trimEnd())).toEqual(
    releaseListLines([CRASHED], PLAIN),
  );
});

it('names who settled what another left', () => {
  const lines = releaseDetailLines({ ...CRASHED, settledBy: { name: 'kim', host: 'ci' } }, PLAIN);

  expect(lines).toContain('  settled by  kim on ci');
});

it.each([
  [90, 'v13      rolled back  2026-11-25 10:00  jo   3f2a1bc Add prices to all of the…  push  18 s'],
  [74, 'v13      rolled back  2026-11-25 10:00  3f2a1bc Add prices to…  push  18 s'],
  [60, 'v13      rolled back  2026-11-25 10:00  3f2a1bc  push  18 s'],
])('fits a terminal of %d columns', (width, line) => {
  const commit = { sha: '3f2a1bc'.padEnd(40, '0'), message: 'Add prices to all of the pages of the shop' };
  const lines = releaseListLines([{ ...CRASHED, commit }], {
    color: false,
    interactive: true,
    columns: width,
  });

  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width);
  expect(lines[1]).toBe(line);
});

it('an empty ledger says so', () => {
  expect(releaseListLines([], PLAIN)).toEqual(['Nothing was released here yet.']);
});

it('shows everything of one release', () => {
  const record = {
    ...CRASHED,
    assets: { files: 24, uploaded: 3, bytes: 1_234_567 },
    releaseCommand: {
      command: ['node', 'migrate.js'],
      exitCode: 0,
      output: ['done'],
      migrations: [{ name: '0042', destructive: ['drops column users.email'] }],
    },
  };

  expect(releaseDetailLines(record, PLAIN)).toEqual([
    'v13 of staging',
    '  state    rolled back',
    '  why      push',
    '  who      jo on laptop',
    '  began    2026-11-25T10:00:00.000Z',
    '  ended    2026-11-25T10:00:18.000Z, after 18 s',
    `  commit   3f2a1bc${'0'.repeat(33)} Add prices`,
    `  web      sha256:${'a'.repeat(64)}`,
    '           task definition acme-staging-web:12',
    '           template acme-staging-web-template:3',
    '           deployment ecs-svc/12',
    '           config MAIL_FROM@2, STRIPE_KEY@1',
    '  phases   preconditions 0.8 s',
    '           roll 17 s',
    '  assets   24 files, 3 new, 1.2 MB',
    '  command  node migrate.js, exit code 0',
    '           migration 0042, drops column users.email',
    '           | done',
    '  cause    web exits with code 1 before it is healthy.',
    '  next     npx slipway logs staging --since 10m',
    '',
    'Last lines:',
    '  Error: connect ECONNREFUSED',
    '      at server.js:3',
  ]);
});
