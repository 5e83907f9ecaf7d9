import { createHash } from 'node:crypto';
import type { ContextFile } from './context-file';

/** As images call processors. */
export type Architecture = 'amd64' | 'arm64';

/** To be raised when the same inputs are to give other images: how they are built is not among the files. */
const FORMAT = 2;

/**
 * The tag of the image that these files make: `inputs-` and 64 hex digits. Whoever has the same files, on any machine
 * and in any folder, comes to the same; so an image that is in the registry under it need not be built again.
 *
 * @param dockerfile path in the files: two apps of one workspace may have all else in common
 */
export function inputsTag(
  files: readonly ContextFile[],
  dockerfile: string | undefined,
  architecture: Architecture,
): string {
  const how = `${dockerfile ?? ''}\0${architecture}`;
  const hash = createHash('sha256').update(`slipway inputs ${FORMAT}\0${how}\0`);
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
