import type { ReleaseRecord } from './release-record';

/** Service to the digest of its image. */
export type ReleaseImages = ReleaseRecord['images'];

/** The different images of a release, in the order of its services. */
export function digestsOf(images: ReleaseImages): readonly string[] {
  return [...new Set(Object.values(images))];
}

/**
 * The images of a release for the services that there are now. One that was added since runs the image that all others
 * run; where those run several, nobody can tell which.
 *
 * @returns without the services that no image is known for
 */
export function imagesFor(services: Iterable<string>, images: ReleaseImages): ReleaseImages {
  const [digest, ...others] = digestsOf(images);
  const known = [...services].flatMap((service) => {
    const own = images[service] ?? (others.length === 0 ? digest : undefined);
    return own === undefined ? [] : [[service, own] as const];
  });
  return Object.fromEntries(known);
}

/** Whether two releases run the same images. A service that only one of them has changes nothing of the others' code. */
export function sameImages(one: ReleaseImages, other: ReleaseImages): boolean {
  return Object.entries(one).every(([service, digest]) => (other[service] ?? digest) === digest);
}
