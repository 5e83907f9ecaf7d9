import type { ConfigVersions } from '../record/config';
import type { ServiceParameters } from './parameter-store';

/** What was written this lately may belong to a change that is not in the log yet. */
export const KEEP_DAYS = 7;
const KEEP_MS = KEEP_DAYS * 86_400_000;

/**
 * Versions that nothing needs any more: neither set, nor named by a release that can come back with its secrets.
 *
 * @param keep what is set, and what those releases run
 * @param now milliseconds since 1970. A clock that is minutes off does not matter against days
 */
export function prunableSecrets(
  { versions }: Pick<ServiceParameters, 'versions'>,
  service: string,
  keep: readonly ConfigVersions[],
  now: number,
): readonly (readonly [variable: string, version: number])[] {
  return [...versions].flatMap(([variable, own]) =>
    [...own].flatMap(([version, writtenAt]) => {
      const needed = keep.some((config) => config[service]?.[variable] === version);
      return needed || now - writtenAt < KEEP_MS ? [] : [[variable, version] as const];
    }),
  );
}
