export { Synthesized, type Attributes } from './synthesized';
