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
  return import(pathToFileURL(compile(root, entry, format)).href);
}
