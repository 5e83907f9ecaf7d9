import type { Environment, ServiceSettings } from '@slipway/core';
import type { Applied } from './applied';

type OptionalKey<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T];

/** Settings whose absence in a note means that they were not set. Any other that is absent, its Slipway did not know. */
const OPTIONAL: { readonly [setting in OptionalKey<ServiceSettings>]: true } = {
  app: true,
  command: true,
  release: true,
};

/**
 * The environment as it was last deployed: what a release takes its settings from, whatever the workspace says
 * meanwhile. Where it lives and what it is called come from the workspace; that is how the note was found. So does the
 * app, which is code.
 */
export function asDeployed(environment: Environment, applied: Applied | undefined): Environment {
  const settings = applied?.settings;
  if (!settings) return environment;
  const { app, name, aws } = environment;
  const services = Object.entries(settings.services).map(([service, noted]) => [
    service,
    { ...required(environment.services[service]), ...noted, ...ofTheRelease(environment.services[service]) },
  ]);
  return {
    ...environment,
    ...settings,
    app,
    name,
    aws: { ...aws, registryAccount: settings.aws.registryAccount },
    services: Object.fromEntries(services) as Environment['services'],
  };
}

/** Which app a service runs, a release decides by what it builds. */
function ofTheRelease({ app }: Partial<ServiceSettings> = {}): Pick<ServiceSettings, 'app'> {
  return { app };
}

function required(settings: ServiceSettings | undefined): object {
  return Object.fromEntries(Object.entries(settings ?? {}).filter(([key]) => !(key in OPTIONAL)));
}
