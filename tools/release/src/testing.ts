/** For the specs of other tools: an account in memory. No part of the product comes from here. */
export { SampleProcess, type ProcessOptions } from './sample/sample-process';
export { commitOf, digestOf, SampleWorld } from './sample/sample-world';
