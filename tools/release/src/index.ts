export type * from './ledger/release-record';
export type { ReleaseEvent, ReleaseListener } from './release-event';
export type { Clock, CommitHistory, ReleasePorts } from './ports';
export type { LocalProcesses } from './ledger/orphan';
export type { ObjectStore, StoredObject } from './ledger/object-store';
export type { ReleaseRequest } from './request';
export { Ledger, parseVersion } from './ledger/ledger';
export { S3Store } from './ledger/s3-store';
export { heldFailure, liftHold, readHold, setHold, type Hold } from './ledger/hold';
export { isSettled, wasLive } from './ledger/transitions';
export { failureOf } from './outcome';
export { fetchBytes } from './fetch-bytes';
export { gitCommits } from './git-commits';
export { localProcesses } from './local-processes';
export { systemClock } from './system-clock';
export { release } from './verbs/release';
export { settle } from './verbs/settle';
export { imageOfRelease } from './image-of-release';
export { promotable, promote, type PromoteSource } from './verbs/promote';
export { rollback, rollbackTarget, type RollbackTarget } from './verbs/rollback';
export { configRelease, newerThan, type Newer } from './verbs/config-release';
export { status, type EnvironmentStatus, type ServiceStatus } from './verbs/status';
export { readParameterNames, readParameterVersions } from './aws/all-parameters';
export { readTemplates } from './aws/all-templates';
export { announcersFrom, combine, type Announcer } from './announce/announcer';
export { plainText } from './present/plain-text';
export { presentRelease, type LiveRegion, type ReleasePresenter } from './present/present-release';
export { releaseDetailLines, releaseListLines, whenWords } from './present/release-list';
export { statusLines, type StatusFacts } from './present/status-lines';
export { terminalRegion } from './present/terminal-region';
export {
  previewPromote,
  previewRelease,
  previewRollback,
  type Preview,
  type PromotePreview,
  type ReleasePreview,
  type RollbackPreview,
} from './preview/preview';
export { renderPreview } from './preview/render-preview';
export { renderTimeline, verdictTimeline, type VerdictTimeline } from './rollout/timeline';
