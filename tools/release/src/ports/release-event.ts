import type { PhaseName, ReleaseRecord } from '../record/release-record';
import type { Observation } from '../verdict/observation';

/** What a running release tells whoever watches, in order. Presentation is theirs. */
export type ReleaseEvent =
  | { readonly type: 'recorded'; readonly record: ReleaseRecord; readonly previous?: ReleaseRecord }
  | { readonly type: 'phase-started'; readonly phase: PhaseName }
  | {
      readonly type: 'phase-ended';
      readonly phase: PhaseName;
      readonly seconds: number;
      readonly failed: boolean;
      /** What it did, in a few words: `24 files, 3 new`. @default nothing to say */
      readonly detail?: string;
    }
  /** Output of the release command, a line at a time. */
  | { readonly type: 'command-output'; readonly line: string }
  | { readonly type: 'observed'; readonly observation: Observation }
  /** Worth knowing, changes nothing: throttled and going on, an orphan was settled, Slack did not answer. */
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'ended'; readonly record: ReleaseRecord };

export type ReleaseListener = (event: ReleaseEvent) => void;
