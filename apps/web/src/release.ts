import type { Variables } from './variables';

/** Which release this is, as whoever started the process says it. */
export interface Release {
  /** Such as `v12`. */
  readonly version: string;
  readonly commit: string;
}

export function releaseOf(env: Variables): Release {
  return { version: env.RELEASE_VERSION ?? 'unreleased', commit: env.RELEASE_COMMIT ?? 'unknown' };
}
