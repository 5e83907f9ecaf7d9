import type { Cause } from '../record/release-record';

/** What the observations so far amount to. */
export type Verdict =
  | { readonly kind: 'rolling' }
  | { readonly kind: 'live' }
  /** Deterministic: no more waiting would help. `stop` when ECS has not gone back by itself yet. */
  | {
      readonly kind: 'failed';
      readonly cause: Omit<Cause, 'logs' | 'next'>;
      readonly task?: string;
      readonly stop: boolean;
    };
