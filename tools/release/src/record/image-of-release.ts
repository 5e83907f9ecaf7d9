import type { ReleaseRecord } from './release-record';

/** The app's one image; every service of a release runs it. */
export function imageOfRelease({ images }: Pick<ReleaseRecord, 'images'>): string {
  return images['web'] ?? Object.values(images)[0] ?? '';
}
