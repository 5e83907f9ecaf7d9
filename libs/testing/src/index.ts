export { specApp } from './spec-app';
export { withoutCreationStacks } from './without-creation-stacks';
export { Synthesized, type Attributes } from './synthesized';
