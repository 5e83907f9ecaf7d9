import type { EnvironmentSpec } from '@slipway/core';

export type BaseName = 'staging' | 'production';

const LIVE = { services: { web: { release: ['node', 'migrate.js'] } } };

/**
 * What every change begins with: environments in which nothing is set that has a default, but for the migrations without
 * which the sample app has no page.
 */
export const BASES: { readonly [name in BaseName]: EnvironmentSpec } = {
  staging: {
    app: 'acme',
    name: 'qa',
    aws: { account: '111111111111', region: 'eu-west-1' },
    domain: { name: 'qa.acme.example' },
    ...LIVE,
  },
  production: {
    app: 'acme',
    name: 'shop',
    tier: 'production',
    aws: { account: '222222222222', region: 'eu-west-1' },
    domain: { name: 'acme.example' },
    ...LIVE,
  },
};
