import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { compile } from './compile.mjs';

export { CompileError } from './compile.mjs';
export { originalStack } from './original-stack.mjs';

/**
 * Runs a TypeScript entry in this process, compiled on first use.
 *
 * @param {string} root absolute path of the workspace
 * @param {string} entry path of the entry from there
 * @param {'cjs' | 'esm'} format
 * @returns the entry's exports
 */
export async function load(root, entry, format = 'esm') {
  const file = compile(root, entry, format);
  // `import` would scan CommonJS for the names of its exports, and all that it requires: 5 % of a synth.
  return format === 'cjs' ? createRequire(file)(file) : import(pathToFileURL(file).href);
}
