export { callAws, queryCall, type Caller } from './aws-call';
export { checkedRequests, checkRequests, type CheckedRequests } from './checked-requests';
export { cloudStatus, resetCloud, sites, stopCloud, type Cloud, type Site } from './cloud';
export type { AccountOptions } from './credentials';
export { cloudEnvironment, type CloudEnvironment } from './environment';
export type { CloudOptions } from './options';
export {
  prepareRegistry,
  prepareState,
  type PrepareRegistryOptions,
  type PrepareStateOptions,
} from './prepare-state';
export { lastPoint, leave, occupants, occupy, takePoint } from './points/keep';
export { rewindCloud } from './points/rewind-cloud';
export { restoreCloud } from './points/restore-cloud';
export {
  removeState,
  savedStateFolder,
  saveCloud,
  savedStates,
  type SavedState,
} from './points/saved-states';
export { publishImage, type PublishOptions } from './images/publish-image';
export { startCloud } from './start-cloud';
export { TERRAFORM_OVERRIDE_FILE, terraformOverride, type TerraformJson } from './terraform-override';
