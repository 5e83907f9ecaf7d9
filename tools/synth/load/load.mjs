import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { compile } from './compile.mjs';

export { CompileError } from './compile.mjs';
export { findWorkspace } from './find-workspace.mjs';
export { originalStack } from './original-stack.mjs';

/**
 * Runs a TypeScript entry in this process, compiled on first use.
 *
 * @param {{ home: string, workspace: string }} folders absolute paths: where Slipway is installed, and the team's workspace
 * @param {string} entry absolute path of the entry, in one of them
 * @param {'cjs' | 'esm'} format
 * @returns the entry's exports
 */
export async function load(folders, entry, format = 'esm') {
  const file = compile(folders, entry, format);
  // `import` would scan CommonJS for the names of its exports, and all that it requires: 5 % of a synth.
  return format === 'cjs' ? createRequire(file)(file) : import(pathToFileURL(file).href);
}
