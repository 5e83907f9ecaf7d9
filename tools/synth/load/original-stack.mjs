import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const FRAME = /((?:file:\/\/)?[^\s(]*[\\/]\.slipway[\\/]bundle[\\/][^\s:]+):(\d+):(\d+)/g;

/**
 * The stack with frames in the TypeScript that people wrote. Node's own `--enable-source-maps` would parse the maps
 * that every file of cdktf and its bindings carries inline: 130 ms of each synth, for a stack that is rarely printed.
 *
 * @param {Error} error
 * @param {string} workspace absolute path of the workspace; files are named from there
 */
export function originalStack(error, workspace) {
  const maps = new Map();
  const stack = typeof error?.stack === 'string' ? error.stack : String(error);
  return stack.replaceAll(FRAME, (frame, location, line, column) => {
    const file = location.startsWith('file:') ? fileURLToPath(location) : location;
    if (!maps.has(file)) maps.set(file, readMap(file));
    const origin = maps.get(file)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (!origin?.originalSource) return frame;
    const source = relative(workspace, resolve(dirname(file), origin.originalSource));
    return `${source}:${origin.originalLine + 1}:${origin.originalColumn + 1}`;
  });
}

function readMap(file) {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
  } catch {
    return undefined;
  }
}
