export { foreseeCdnSwitch } from './foresight/cdn-switch';
export { foresee } from './foresight/foresee';
export type { Foreseen } from './foresight/foreseen';
export { healthCheckChanges, type HealthCheck, type HealthCheckChange } from './foresight/health-check';
export { FORESEEN_HEADS, impossibility, renderForeseen } from './foresight/render';
export { allowDestroyOverride, preventDestroyAddresses } from './override';
export type { ChangeJson, PlanJson, ResourceChangeJson } from './plan-json';
export { protect, refusal, type ProtectionOptions, type ProtectionVerdict } from './protection';
export { countsLine, renderSummary, renderProtectionLift, type RenderOptions } from './render';
export { STATEFUL_TYPES } from './stateful';
export { summarize, type ChangeAction, type PlannedChange, type PlanSummary } from './summarize';
export {
  beyondLiftingProtection,
  liftProtectionStack,
  protectionToLift,
  type ProtectionLift,
} from './lift-protection';
