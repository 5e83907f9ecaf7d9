/** For the specs of other tools. No part of the product comes from here. */
export { startStubCloud, type StubCloud } from './stub-cloud';
