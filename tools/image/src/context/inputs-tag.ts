import { createHash } from 'node:crypto';
import type { ContextFile } from './build-context';

/** As images call processors. */
export type Architecture = 'amd64' | 'arm64';

/** To be raised when the same inputs are to give other images: how they are built is not among the files. */
const FORMAT = 1;

/**
 * The tag of the image that these files make: `inputs-` and 64 hex digits. Whoever has the same files, on any machine
 * and in any folder, comes to the same; so an image that is in the registry under it need not be built again.
 */
export function inputsTag(files: readonly ContextFile[], architecture: Architecture): string {
  const hash = createHash('sha256').update(`slipway inputs ${FORMAT}\0${architecture}\0`);
  for (const { path, kind, executable, content } of files) {
    const bytes = createHash('sha256').update(content).digest('hex');
    hash.update(`${kind}\0${executable ? 'x' : '-'}\0${path}\0${bytes}\0`);
  }
  return `inputs-${hash.digest('hex')}`;
}

/** `inputs-1a2b3c4d…`, for lines that people read. */
export function shortTag(tag: string): string {
  return `${tag.slice(0, 'inputs-'.length + 8)}…`;
}
