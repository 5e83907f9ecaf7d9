import type { Environment } from '@slipway/core';
import type { Applied } from './applied';

/**
 * What was applied, but for the health checks of services: those of the deploy before are in force again. Where that
 * left no note of them, they stay out of this one as well, so that nobody takes them for applied.
 */
export function withHealthChecksOf(before: Applied | undefined, now: Required<Applied>): Applied {
  const known = before?.settings?.services;
  if (!known) return { resources: now.resources };
  const services = Object.entries(now.settings.services).map(([name, settings]) => [
    name,
    { ...settings, healthCheck: known[name]?.healthCheck ?? settings.healthCheck },
  ]);
  return {
    ...now,
    settings: { ...now.settings, services: Object.fromEntries(services) as Environment['services'] },
  };
}
