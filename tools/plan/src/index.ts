export { allowDestroyOverride, preventDestroyAddresses } from './override';
export type { ChangeJson, PlanJson, ResourceChangeJson } from './plan-json';
export { protect, refusal, type ProtectionOptions, type ProtectionVerdict } from './protection';
export { countsLine, renderSummary, renderUnlock, type RenderOptions } from './render';
export { STATEFUL_TYPES } from './stateful';
export { summarize, type ChangeAction, type PlannedChange, type PlanSummary } from './summarize';
export { beyondUnlock, unlockStack, unlockSteps, type UnlockStep } from './unlock';
