import type { ReleaseRecord } from '../record/release-record';
import { wasLive } from '../record/transitions';
import type { ConfigChange } from './config-change';

/** Releases that were live with what a change left set. To be asked from the newest change to the oldest. */
export class ReleasesByChange {
  private readonly live: readonly ReleaseRecord[];
  /** Those that brought secrets back and whose change was seen. */
  private readonly claimed = new Set<number>();

  constructor(ledger: readonly ReleaseRecord[]) {
    this.live = ledger.filter(wasLive);
  }

  /** @returns their numbers, oldest first: 12 for v12 */
  of(change: ConfigChange): readonly number[] {
    const restored = this.claim(change);
    return this.live
      .filter((record) => record === restored || this.isWithWhatItSaw(record, change.number))
      .map(({ version }) => version)
      .sort((a, b) => a - b);
  }

  /** The release that made this change when it was live: of those that brought the same secrets back, the last before. */
  private claim({ why, number, release }: ConfigChange): ReleaseRecord | undefined {
    if (why !== 'rollback' || release === undefined) return undefined;
    const [last] = this.live
      .filter(({ configOf, configChange = Infinity }) => configOf === release && configChange < number)
      .filter(({ version }) => !this.claimed.has(version))
      .sort((a, b) => b.version - a.version);
    if (last) this.claimed.add(last.version);
    return last;
  }

  /** What a release brought back is set by a later change; where that changed nothing, there is none, and it ran with this. */
  private isWithWhatItSaw({ version, configChange }: ReleaseRecord, change: number): boolean {
    return configChange === change && !this.claimed.has(version);
  }
}
