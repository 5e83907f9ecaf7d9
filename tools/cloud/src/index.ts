export { cloudStatus, resetCloud, stopCloud, type Cloud } from './cloud';
export type { AccountOptions } from './credentials';
export { cloudEnvironment, type CloudEnvironment } from './environment';
export type { CloudOptions } from './options';
export { prepareState, type PrepareStateOptions } from './prepare-state';
export { startCloud } from './start-cloud';
export { TERRAFORM_OVERRIDE_FILE, terraformOverride, type TerraformJson } from './terraform-override';
