import { Failure } from '@slipway/tool-terminal';
import type { OwnedRecord, RecordChange } from '../ledger/owned-record';
import { HEARTBEAT_SECONDS } from '../record/orphan';
import type { PhaseName, ReleaseRecord } from '../record/release-record';
import type { Workplace } from './workplace';

/** Thrown where a step begins after Ctrl-C. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

export interface PhaseOptions<T> {
  /** @default it has not, as nothing was thrown */
  readonly failed?: (result: T) => boolean;
  /** What it did, in a few words. @default nothing to say */
  readonly detail?: (result: T) => string | undefined;
}

/** A release that this process works on: its record, kept alive by heartbeats, and the time that its phases take. */
export class ReleaseRun {
  private lost: Failure | undefined;

  constructor(
    readonly place: Workplace,
    private readonly owned: OwnedRecord,
    /** What is live until this is. @default this is the first release */
    readonly previous: ReleaseRecord | undefined,
  ) {}

  get record(): ReleaseRecord {
    return this.owned.record;
  }

  /** Does `work` with the record's heart beating. */
  async alive<T>(work: () => Promise<T>): Promise<T> {
    const stop = this.place.ports.clock.every(HEARTBEAT_SECONDS * 1000, async () => {
      try {
        await this.owned.beat();
      } catch (error) {
        // Any other error is left to the next heartbeat; the watch notices by itself when AWS is not there.
        if (error instanceof Failure && error.kind === 'locked') this.lost = error;
      }
    });
    try {
      return await work();
    } finally {
      stop();
    }
  }

  /**
   * To be asked before anything is changed.
   *
   * @throws Failure when another run settled this release
   * @throws Interrupted after Ctrl-C
   */
  check(): void {
    this.checkOwned();
    if (this.place.ports.signal?.aborted) throw new Interrupted();
  }

  checkOwned(): void {
    if (this.lost) throw this.lost;
  }

  update(change: RecordChange): Promise<ReleaseRecord> {
    return this.owned.update(change);
  }

  /**
   * Shows that the record is ours at this moment, not just as of the last heartbeat: before what cannot be taken back.
   *
   * @throws Failure when another run settled this release
   */
  async prove(): Promise<void> {
    await this.owned.beat();
  }

  async phase<T>(
    name: PhaseName,
    work: () => Promise<T>,
    { failed = () => false, detail = () => undefined }: PhaseOptions<T> = {},
  ): Promise<T> {
    const { clock } = this.place.ports;
    const began = clock.now();
    this.place.tell({ type: 'phase-started', phase: name });
    let wrong = true;
    let told: string | undefined;
    try {
      const result = await work();
      wrong = failed(result);
      told = detail(result);
      return result;
    } finally {
      const seconds = (clock.now() - began) / 1000;
      this.phases = [...this.phases, { name, seconds }];
      this.place.tell({
        type: 'phase-ended',
        phase: name,
        seconds,
        failed: wrong,
        ...(told !== undefined && { detail: told }),
      });
    }
  }

  private phases: ReleaseRecord['phases'] = [];

  /** Brings the record to its end. */
  async end(change: RecordChange & Pick<ReleaseRecord, 'state'>): Promise<ReleaseRecord> {
    const finishedAt = new Date(this.place.ports.clock.now()).toISOString();
    const record = await this.update({
      phases: [...this.record.phases, ...this.phases],
      finishedAt,
      ...change,
    });
    // Before anybody hears of it, so that nobody sees two live releases.
    if (record.state === 'live') await this.place.ledger.supersedeOlder();
    this.place.tell({ type: 'ended', record });
    return record;
  }
}
