export { specApp } from './spec-app';
export { Synthesized, type Attributes } from './synthesized';
