import { Failure } from '@slipway/tool-terminal';
import type { OwnedRecord, RecordChange } from '../ledger/owned-record';
import { HEARTBEAT_SECONDS, STALE_SECONDS } from '../record/orphan';
import { destructiveSince, LOOKS_BACK } from '../preview/migrations';
import { serves } from '../record/site-answer';
import type { Migration, PhaseName, ReleaseRecord, SiteAnswer } from '../record/release-record';
import type { Workplace } from './workplace';

/** A proof that the record is ours has to be younger: nobody takes it for dead before, and the change gets there. */
const PROOF_MS = (STALE_SECONDS - 2 * HEARTBEAT_SECONDS) * 1000;

/** Between two requests to a site: one alone is no evidence that it serves nobody. */
const ASK_AGAIN_MS = 1000;

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
   * To be asked where a step begins. Knows of another run only as of the last heartbeat: see {@link prove}.
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
   * Shows that the record is ours at this moment, not just as of the last heartbeat: to be waited for right before
   * anything is changed. Whoever closed the lid of a laptop in the middle of a release wakes in the middle of it, and
   * another run may have settled it, and released anew, long ago.
   *
   * @throws Failure when another run settled this release
   */
  async prove(): Promise<void> {
    const { clock } = this.place.ports;
    let asked: number;
    do {
      asked = clock.now();
      await this.owned.beat();
    } while (clock.now() - asked >= PROOF_MS);
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
    const live = change.state === 'live';
    const [taken, site] = live ? [[], undefined] : [await this.taken(), await this.askSite()];
    const record = await this.update({
      phases: [...this.record.phases, ...this.phases],
      finishedAt,
      ...(taken.length > 0 && { taken }),
      ...(site && { site }),
      ...change,
    });
    // Before anybody hears of it, so that nobody sees two live releases.
    if (record.state === 'live') await this.place.ledger.supersedeOlder();
    this.place.tell({ type: 'ended', record });
    return record;
  }

  /** What the release that was live before answers now. @default nothing was, or nobody can be asked */
  private async askSite(): Promise<SiteAnswer | undefined> {
    const { askSite, clock } = this.place.ports;
    if (!askSite || !this.previous) return undefined;
    // A question that fails by itself shows nothing, and must not keep the release from its end.
    const ask = () => askSite().catch(() => undefined);
    const first = await ask();
    if (!first || serves(first)) return first;
    await clock.sleep(ASK_AGAIN_MS);
    return ask();
  }

  /** What migrations took from the release that goes on serving. They are never undone. */
  private async taken(): Promise<readonly Migration[]> {
    return this.previous ? destructiveSince(this.previous, await this.place.ledger.list(LOOKS_BACK)) : [];
  }
}
