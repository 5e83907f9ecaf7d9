export { createNodesV2 } from './plugin';
export { environmentTargets, testTarget } from './targets';
