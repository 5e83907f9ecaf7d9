import type { Environment } from '@slipway/core';

/** The service whose release command runs and whose address users type, else the first. */
export function commandService({ services }: Environment): string | undefined {
  return 'web' in services ? 'web' : Object.keys(services)[0];
}
