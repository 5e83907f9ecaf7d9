export type * from './ledger/release-record';
export type { ReleaseEvent, ReleaseListener } from './release-event';
