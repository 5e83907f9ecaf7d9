/** For the specs of other tools: an account in memory. No part of the product comes from here. */
export { commitOf, digestOf, SampleProcess, SampleWorld, type ProcessOptions } from './sample/sample-world';
