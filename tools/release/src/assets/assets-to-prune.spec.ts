import fc from 'fast-check';
import { assetsToPrune, KEEP_DAYS, type StoredAssets } from './assets-to-prune';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-25T12:00:00Z');
const daysAgo = (days: number) => NOW - days * DAY;

const OLD = daysAgo(8);
const YOUNG = daysAgo(6);

const prune = (assets: Partial<StoredAssets>, ...keep: string[]) =>
  assetsToPrune({ manifests: [], files: [], ...assets }, new Set(keep), NOW);

describe('what goes', () => {
  const files = [
    { key: 'shared', writtenAt: OLD },
    { key: 'gone', writtenAt: OLD },
  ];
  const before = { digest: 'before', keys: ['shared', 'gone'], writtenAt: OLD };
  const after = { digest: 'after', keys: ['shared'], writtenAt: OLD };

  it('is what only images name that nobody keeps', () => {
    expect(prune({ manifests: [before, after], files }, 'after')).toEqual({
      files: ['gone'],
      manifests: ['before'],
    });
  });

  it('is nothing of an image that is kept, however old', () => {
    expect(prune({ manifests: [before, after], files }, 'before', 'after')).toEqual({
      files: [],
      manifests: [],
    });
  });

  it('is nothing of an image that was released within the last days', () => {
    const manifests = [{ ...before, writtenAt: YOUNG }, after];

    expect(prune({ manifests, files }, 'after')).toEqual({ files: [], manifests: [] });
  });

  it('is what a run left that was killed before it wrote its manifest, a week later', () => {
    const left = (writtenAt: number) => ({ manifests: [after], files: [{ key: 'left', writtenAt }] });

    expect(prune(left(YOUNG), 'after').files).toEqual([]);
    expect(prune(left(OLD), 'after').files).toEqual(['left']);
  });

  it('begins with the day', () => {
    const manifests = [{ ...before, writtenAt: daysAgo(KEEP_DAYS) }];

    expect(prune({ manifests, files }).manifests).toEqual(['before']);
    expect(prune({ manifests: [{ ...before, writtenAt: daysAgo(KEEP_DAYS) + 1 }], files }).manifests).toEqual(
      [],
    );
  });
});

const key = fc.integer({ min: 0, max: 20 }).map((n) => `k${n}`);
const digest = fc.integer({ min: 0, max: 12 }).map((n) => `d${n}`);
const writtenAt = fc.integer({ min: 0, max: 15 * DAY }).map((ago) => NOW - ago);
const bucket = fc.record({
  manifests: fc.uniqueArray(fc.record({ digest, keys: fc.array(key), writtenAt }), {
    selector: (manifest) => manifest.digest,
  }),
  files: fc.uniqueArray(fc.record({ key, writtenAt }), { selector: (file) => file.key }),
});
const keep = fc.array(digest).map((digests) => new Set(digests));

describe('whatever a bucket holds', () => {
  it('nothing goes that an image names which is kept or young', () => {
    fc.assert(
      fc.property(bucket, keep, (assets, kept) => {
        const { files, manifests } = assetsToPrune(assets, kept, NOW);
        const stay = assets.manifests.filter(
          (manifest) => kept.has(manifest.digest) || NOW - manifest.writtenAt < KEEP_DAYS * DAY,
        );
        for (const manifest of stay) {
          expect(manifests).not.toContain(manifest.digest);
          for (const named of manifest.keys) expect(files).not.toContain(named);
        }
      }),
    );
  });

  it('nothing that is young goes', () => {
    fc.assert(
      fc.property(bucket, keep, (assets, kept) => {
        const { files } = assetsToPrune(assets, kept, NOW);
        for (const file of assets.files)
          if (NOW - file.writtenAt < KEEP_DAYS * DAY) expect(files).not.toContain(file.key);
      }),
    );
  });

  it('a second look finds nothing more, also when the first was stopped after the files', () => {
    fc.assert(
      fc.property(bucket, keep, (assets, kept) => {
        const first = assetsToPrune(assets, kept, NOW);
        const files = assets.files.filter((file) => !first.files.includes(file.key));
        const manifests = assets.manifests.filter((one) => !first.manifests.includes(one.digest));
        expect(assetsToPrune({ manifests, files }, kept, NOW)).toEqual({ files: [], manifests: [] });
        expect(assetsToPrune({ ...assets, files }, kept, NOW)).toEqual({
          files: [],
          manifests: first.manifests,
        });
      }),
    );
  });

  it('a week after the last release nothing is left but what is kept', () => {
    fc.assert(
      fc.property(bucket, keep, (assets, kept) => {
        const { files, manifests } = assetsToPrune(assets, kept, NOW + KEEP_DAYS * DAY);
        const named = assets.manifests.filter((one) => kept.has(one.digest)).flatMap(({ keys }) => keys);
        expect(new Set([...files, ...named])).toEqual(
          new Set([...assets.files.map((file) => file.key), ...named]),
        );
        expect([...manifests].sort()).toEqual(
          assets.manifests.flatMap((one) => (kept.has(one.digest) ? [] : one.digest)).sort(),
        );
      }),
    );
  });
});
