import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { lockedBy, unknownRelease } from './ledger-failures';
import type { ObjectStore } from '../ports/object-store';
import { OwnedRecord } from './owned-record';
import { readRecord, writeRecord } from '../record/record-text';
import { RECORD_FORMAT, type ReleaseRecord } from '../record/release-record';
import { isSettled, mayBecome, wasLive } from '../record/transitions';

/** A record with what is needed to write over it and to tell whether its owner still breathes. */
export interface LedgerEntry {
  readonly record: ReleaseRecord;
  readonly etag: string;
  /** Seconds since its owner last wrote, by S3's clock. */
  readonly ageSeconds: number;
}

/** A release that nobody has started yet: all but its number. */
export type ReleaseDraft = Pick<ReleaseRecord, 'reason' | 'images' | 'by' | 'createdAt'> &
  Partial<Pick<ReleaseRecord, 'commit' | 'from' | 'configOf'>>;

const FOLDER = 'releases/';

/**
 * The releases of one environment: v1, v2 and so on, a JSON object each. Creating the next number is atomic, and nobody
 * may create it while the newest one is unsettled, so the newest record is the lock, too.
 */
export class Ledger {
  constructor(
    readonly environment: string,
    private readonly store: ObjectStore,
  ) {}

  /** The newest `count` records, newest first. */
  async list(count = Infinity): Promise<readonly ReleaseRecord[]> {
    const versions = (await this.versions()).slice(0, count);
    const entries = await Promise.all(versions.map((version) => this.entry(version)));
    return entries.flatMap((entry) => entry?.record ?? []);
  }

  /** @throws Failure when there is no such release */
  async read(version: number): Promise<ReleaseRecord> {
    const entry = await this.entry(version);
    if (!entry) throw unknownRelease(this.environment, version, (await this.versions())[0]);
    return entry.record;
  }

  async latest(): Promise<LedgerEntry | undefined> {
    const [newest] = await this.versions();
    return newest === undefined ? undefined : this.entry(newest);
  }

  /** What users get. @default undefined before the first release */
  async live(): Promise<ReleaseRecord | undefined> {
    for await (const { record } of this.newestFirst()) if (record.state === 'live') return record;
    return undefined;
  }

  /** The newest release before `version` that was live. */
  async lastLiveBefore(version: number): Promise<ReleaseRecord | undefined> {
    for await (const { record } of this.newestFirst()) {
      if (record.version < version && wasLive(record)) return record;
    }
    return undefined;
  }

  /** The newest `count` releases that were live or are, newest first. */
  async newestLive(count: number): Promise<readonly ReleaseRecord[]> {
    const versions = await this.versions();
    const found: ReleaseRecord[] = [];
    for (let from = 0; from < versions.length && found.length < count; from += count) {
      const entries = await Promise.all(
        versions.slice(from, from + count).map((version) => this.entry(version)),
      );
      found.push(...entries.flatMap((entry) => (entry && wasLive(entry.record) ? entry.record : [])));
    }
    return found.slice(0, count);
  }

  /**
   * Takes the lock by recording the next release.
   *
   * @throws Failure `locked` while another release runs
   */
  async begin(draft: ReleaseDraft): Promise<OwnedRecord> {
    for (;;) {
      const latest = await this.latest();
      if (latest && !isSettled(latest.record)) throw lockedBy(latest.record);
      const record: ReleaseRecord = {
        format: RECORD_FORMAT,
        version: (latest?.record.version ?? 0) + 1,
        environment: this.environment,
        state: 'pending',
        ...draft,
        templates: {},
        taskDefinitions: {},
        deployments: {},
        config: {},
        phases: [],
      };
      const etag = await this.store.create(keyOf(record.version), writeRecord(record));
      if (etag !== undefined) return this.own({ record, etag });
    }
  }

  /** Takes over a record whose owner is gone. It is only taken when something is written. */
  own({ record, etag }: Pick<LedgerEntry, 'record' | 'etag'>): OwnedRecord {
    const key = keyOf(record.version);
    return new OwnedRecord(record, etag, (changed, seen) =>
      this.store.replace(key, writeRecord(changed), seen),
    );
  }

  /**
   * Makes the newest live release the only one. A run that was killed between "live" and "superseded" leaves two.
   *
   * @returns the versions that were live until now
   */
  async supersedeOlder(): Promise<readonly number[]> {
    const superseded: number[] = [];
    let found = false;
    for await (const { record } of this.newestFirst()) {
      if (record.state === 'superseded') break;
      if (record.state !== 'live') continue;
      if (found && (await this.supersede(record.version))) superseded.push(record.version);
      found = true;
    }
    return superseded;
  }

  private async supersede(version: number): Promise<boolean> {
    for (;;) {
      const entry = await this.entry(version);
      if (!entry || !mayBecome(entry.record.state, 'superseded') || entry.record.state === 'superseded')
        return false;
      const changed = writeRecord({ ...entry.record, state: 'superseded' });
      if ((await this.store.replace(keyOf(version), changed, entry.etag)) !== undefined) return true;
    }
  }

  private async *newestFirst(): AsyncGenerator<LedgerEntry> {
    for (const version of await this.versions()) {
      const entry = await this.entry(version);
      if (entry) yield entry;
    }
  }

  private async entry(version: number): Promise<LedgerEntry | undefined> {
    const key = keyOf(version);
    const object = await this.store.get(key);
    return (
      object && { record: readRecord(key, object.body), etag: object.etag, ageSeconds: object.ageSeconds }
    );
  }

  private async versions(): Promise<readonly number[]> {
    const keys = await this.store.list(FOLDER);
    return keys
      .flatMap((key) => /^releases\/v(\d+)\.json$/.exec(key)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => b - a);
  }
}

/** Six digits, so that S3's alphabetical order is the releases' order. */
export function keyOf(version: number): string {
  return `${FOLDER}v${String(version).padStart(6, '0')}.json`;
}

/**
 * `v12` or `12`.
 *
 * @throws Failure for anything else
 */
export function parseVersion(text: string): number {
  const version = Number(/^v?([1-9]\d{0,5})$/.exec(text)?.[1]);
  if (Number.isNaN(version)) {
    throw new Failure(
      'usage',
      `"${text}" is not a release. Releases are named v1, v2 and so on: ${npxSlipway('releases')}`,
    );
  }
  return version;
}
