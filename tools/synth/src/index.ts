export {
  describedBy,
  describeEnvironment,
  fingerprints,
  type Described,
  type Fingerprints,
} from './described';
export { environmentNames, FIRST_ENVIRONMENT } from './environment-names';
export { AWS_DEFAULT_ROLLOUT, rolloutFloor, type RolloutFloor, type RolloutSettings } from './rollout-floor';
export { rolloutSettings, type SynthesizedStack } from './rollout-settings';
export { readEnvironment, type ReadEnvironmentOptions } from './read-environment';
export { SynthError } from './script';
export { synthesize, type Synthesis, type SynthesizeOptions } from './synthesize';
