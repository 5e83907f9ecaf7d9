import { resolve } from 'node:path';

/** For specs: root of the repository. */
export const ROOT = resolve(__dirname, '../../..');
