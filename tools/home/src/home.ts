import { join } from 'node:path';

/** Put in by `tools/synth/load`, which bundles the tools: a bundle lies in the workspace, wherever Slipway is installed. */
declare const SLIPWAY_HOME: string | undefined;

/** Absolute path of the folder that Slipway is installed in: what its own files are found from. */
export const HOME = typeof SLIPWAY_HOME === 'string' ? SLIPWAY_HOME : join(__dirname, '..', '..', '..');
