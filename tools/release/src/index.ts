export type * from './record/release-record';
export type { ReleaseEvent, ReleaseListener } from './ports/release-event';
export type { Clock, CommitHistory, ReleasePorts } from './ports/ports';
export type { LocalProcesses } from './record/orphan';
export type { ObjectStore, StoredObject } from './ports/object-store';
export { imageForAll, type ReleaseRequest } from './engine/request';
export { Ledger, parseVersion } from './ledger/ledger';
export { S3Store } from './aws/s3-store';
export { heldFailure, liftHold, readHold, setHold, type Hold } from './ledger/hold';
export { isSettled, wasLive } from './record/transitions';
export { failureOf } from './verbs/failure-of';
export { fetchBytes } from './aws/fetch-bytes';
export { gitCommits } from './machine/git-commits';
export { localProcesses } from './machine/local-processes';
export { systemClock } from './machine/system-clock';
export { asDeployed } from './applied/as-deployed';
export { readApplied, rememberApplied, type Applied } from './applied/applied';
export { withHealthChecksOf } from './applied/health-checks-of';
export { notApplied, notAppliedLines, type NotApplied } from './applied/not-applied';
export { assertSecrets } from './verbs/assert-secrets';
export { release } from './verbs/release';
export { settle } from './verbs/settle';
export { promotable, promote, type PromoteSource } from './verbs/promote';
export {
  assertConfigFixed,
  rollback,
  rollbackTarget,
  type RollbackOptions,
  type RollbackTarget,
} from './verbs/rollback';
export { configRelease, newerThan, type Newer } from './verbs/config-release';
export {
  ledgerStatus,
  newerStatus,
  servicesStatus,
  status,
  type EnvironmentStatus,
  type LedgerStatus,
  type ServiceStatus,
} from './verbs/status';
export {
  listSecrets,
  readConfig,
  readConfigNames,
  readSecret,
  type ConfigEntry,
} from './secrets/read-config';
export { configDiff, type ConfigDiffRow } from './secrets/config-diff';
export { configHistory, type ConfigHistoryEntry } from './secrets/config-history';
export { configDiffLines, configHistoryLines } from './present/config-lines';
export { Secrets, type SecretsWriter } from './secrets/secrets';
export { ConfigLog } from './secrets/config-log';
export type { ConfigChange } from './secrets/config-change';
export type { SecretsPlace } from './secrets/secrets-look';
export type { ConfigNames, ConfigVersions } from './record/config';
export { readTemplates } from './aws/all-templates';
export { combine, type Announcer } from './announce/announcer';
export { announcersFrom } from './announce/announcers-from';
export { takenWords } from './present/migration-words';
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
export { renderTimeline, verdictTimeline, type VerdictTimeline } from './verdict/timeline';
