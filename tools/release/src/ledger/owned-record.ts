import { noLongerOurs } from './ledger-failures';
import type { ReleaseRecord } from '../record/release-record';
import { mayBecome } from '../record/transitions';

/** Fields of a record that its owner may write. */
export type RecordChange = Partial<
  Omit<ReleaseRecord, 'format' | 'version' | 'environment' | 'createdAt' | 'by' | 'reason'>
>;

/**
 * A record that this run works on. Every write names the ETag of the one before, so a run that slept while another
 * settled its record notices at its next write, at the latest with its next heartbeat.
 */
export class OwnedRecord {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private current: ReleaseRecord,
    private etag: string,
    private readonly replace: (record: ReleaseRecord, etag: string) => Promise<string | undefined>,
  ) {}

  get record(): ReleaseRecord {
    return this.current;
  }

  /** @throws Failure `locked` when the record is no longer ours */
  update(change: RecordChange): Promise<ReleaseRecord> {
    return this.inTurn(() => ({ ...this.current, ...change }));
  }

  /** Shows that the owner is alive: the same record, written again. */
  beat(): Promise<ReleaseRecord> {
    return this.inTurn(() => this.current);
  }

  /** One write at a time: a heartbeat must not take the ETag from under an update. */
  private inTurn(next: () => ReleaseRecord): Promise<ReleaseRecord> {
    const turn = this.last.then(async () => {
      const changed = next();
      if (!mayBecome(this.current.state, changed.state)) {
        throw new Error(`v${changed.version} cannot become ${changed.state} from ${this.current.state}`);
      }
      const etag = await this.replace(changed, this.etag);
      if (etag === undefined) throw noLongerOurs(this.current);
      this.etag = etag;
      this.current = changed;
      return changed;
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
