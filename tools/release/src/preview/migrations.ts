import { sameImages } from '../record/release-images';
import type { Migration, ReleaseRecord } from '../record/release-record';

/** What the release commands of these releases applied, in order. Those of a release that failed later, too: they ran. */
export function appliedMigrations(ledger: readonly ReleaseRecord[]): Migration[] {
  return inOrder(ledger).flatMap(({ releaseCommand }) => releaseCommand?.migrations ?? []);
}

/** What the source has applied up to `release` and the target has not. */
export function pendingMigrations(
  release: Pick<ReleaseRecord, 'version'>,
  sourceLedger: readonly ReleaseRecord[],
  targetLedger: readonly ReleaseRecord[],
): Migration[] {
  const known = new Set(appliedMigrations(targetLedger).map(({ name }) => name));
  return appliedMigrations(sourceLedger.filter(({ version }) => version <= release.version)).filter(
    ({ name }) => !known.has(name) && known.add(name),
  );
}

/**
 * Destructive migrations that ran for other code after the release's own code was first released: it may need what they
 * took. A release of older code (a rollback, a change of its config) is as old as its images, not as its number.
 */
export function destructiveSince(release: ReleaseRecord, ledger: readonly ReleaseRecord[]): Migration[] {
  const same = (record: ReleaseRecord) => sameImages(record.images, release.images);
  const born = Math.min(release.version, ...ledger.filter(same).map(({ version }) => version));
  const later = ledger.filter((record) => record.version > born && !same(record));
  return appliedMigrations(later).filter(({ destructive }) => destructive.length > 0);
}

/** How many of the newest releases are looked at for what {@link destructiveSince} finds: a look stays quick. */
export const LOOKS_BACK = 20;

function inOrder(ledger: readonly ReleaseRecord[]): ReleaseRecord[] {
  return [...ledger].sort((a, b) => a.version - b.version);
}
