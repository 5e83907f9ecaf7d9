import type { AwsClients } from '@slipway/tool-aws';
import type { LocalProcesses } from '../record/orphan';
import type { ObjectStore } from './object-store';
import type { ReleaseRecord, SiteAnswer } from '../record/release-record';

/** Everything through which a release touches the world, so that all of it can be tried without one. */
export interface ReleasePorts {
  readonly clients: AwsClients;
  /** The environment's release bucket. */
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly commits: CommitHistory;
  readonly processes: LocalProcesses;
  /** Who releases. */
  readonly by: ReleaseRecord['by'];
  /** Bytes of an https address that AWS signed, as they come; blobs of images come that way. */
  readonly fetchBytes: (url: string, signal?: AbortSignal) => AsyncIterable<Uint8Array>;
  /**
   * Asks the environment's site the way users reach it, for the path of its health check.
   *
   * @default nobody is asked, and no words claim that anything serves
   */
  readonly askSite?: () => Promise<SiteAnswer | undefined>;
  /** Where the clients lead, for the words of what goes wrong there. @default 'aws' */
  readonly cloud?: 'aws' | 'embedded';
  /** Ctrl-C. Aborting it stops the release and takes back what it began. @default never */
  readonly signal?: AbortSignal;
}

export interface Clock {
  /** Milliseconds; only differences mean anything to a release but for the times it records. */
  now(): number;
  /** Returns early when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `work` again and again until the returned function is called; never twice at the same time. */
  every(ms: number, work: () => Promise<void>): () => void;
}

export interface CommitHistory {
  /** `unknown` when one of them is not in this clone. */
  isAncestor(commit: string, of: string): Promise<'yes' | 'no' | 'unknown'>;
}
