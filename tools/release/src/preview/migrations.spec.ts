import type { Migration, ReleaseRecord } from '../record/release-record';
import { sampleRelease } from '../sample/sample-release';
import { destructiveSince, pendingMigrations } from './migrations';

const DROP: Migration = { name: '0042', destructive: ['drops column users.email'] };
const ADD: Migration = { name: '0041', destructive: [] };

function release(
  version: number,
  image: string,
  migrations: Migration[] = [],
  more: Partial<ReleaseRecord> = {},
) {
  const releaseCommand = { command: ['migrate'], exitCode: 0, output: [], migrations };
  return sampleRelease({ version, images: { web: image }, releaseCommand, ...more });
}

describe('pendingMigrations', () => {
  const source = [
    release(3, 'c', [DROP]),
    release(1, 'a', [ADD]),
    release(4, 'd', [{ name: '0043', destructive: [] }]),
  ];

  it('what the source applied up to the release, and the target has not, in order', () => {
    expect(pendingMigrations({ version: 3 }, source, [])).toEqual([ADD, DROP]);
    expect(pendingMigrations({ version: 3 }, source, [release(7, 'a', [ADD])])).toEqual([DROP]);
  });

  it('what a release that failed later had applied is applied', () => {
    expect(
      pendingMigrations({ version: 3 }, source, [release(7, 'c', [ADD, DROP], { state: 'failed' })]),
    ).toEqual([]);
  });

  it('one that ran twice in the source is named once', () => {
    expect(pendingMigrations({ version: 2 }, [release(1, 'a', [ADD]), release(2, 'b', [ADD])], [])).toEqual([
      ADD,
    ]);
  });
});

describe('destructiveSince', () => {
  it.each<[string, ReleaseRecord[], Migration[]]>([
    ['a later release dropped something', [release(1, 'a'), release(2, 'b', [DROP])], [DROP]],
    [
      'a later release that failed dropped something',
      [release(1, 'a'), release(2, 'b', [DROP], { state: 'failed' })],
      [DROP],
    ],
    ['nothing was dropped', [release(1, 'a'), release(2, 'b', [ADD])], []],
    ['its own migration dropped it', [release(1, 'a', [DROP]), release(2, 'b')], []],
    ['its own code dropped it at a second try', [release(1, 'a'), release(2, 'a', [DROP])], []],
  ])('%s', (_, ledger, found) => {
    expect(ledger[0] && destructiveSince(ledger[0], ledger)).toEqual(found);
  });

  it('code that was rolled back to is as old as it was', () => {
    const again = release(3, 'a', [], { reason: 'rollback', from: { environment: 'staging', version: 1 } });

    expect(destructiveSince(again, [release(1, 'a'), release(2, 'b', [DROP]), again])).toEqual([DROP]);
  });
});
