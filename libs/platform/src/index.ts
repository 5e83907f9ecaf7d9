export { EnvironmentStack } from './environment-stack';
export { Platform } from './platform';
export { synth } from './synth';
