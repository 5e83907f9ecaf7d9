import type { EnvironmentSpec } from '@slipway/core';

const SERVICE = {
  cpu: '0.25 vCPU',
  memory: '1 GB',
  release: ['node', 'migrate.js'],
  scaling: { min: 1, max: 2 },
};

/** One environment of each tier, as a team that starts writes them; `environments/` itself is the team's. */
export const SAMPLE_ENVIRONMENTS: readonly EnvironmentSpec[] = [
  {
    app: 'acme',
    name: 'local',
    tier: 'disposable',
    aws: { account: '000000000000', region: 'eu-west-1' },
    domain: { name: 'local.acme.example' },
    services: { web: SERVICE },
  },
  {
    app: 'acme',
    name: 'staging',
    tier: 'staging',
    aws: { account: '111111111111', region: 'eu-west-1' },
    domain: { name: 'staging.acme.example' },
    network: { cidr: '10.10.0.0/16' },
    database: { size: 'db.t4g.micro', storage: '20 GB' },
    services: { web: SERVICE },
  },
  {
    app: 'acme',
    name: 'prod',
    tier: 'production',
    aws: { account: '222222222222', region: 'eu-west-1', registryAccount: '111111111111' },
    domain: { name: 'acme.example' },
    network: { cidr: '10.20.0.0/16' },
    database: { size: 'db.t4g.small', storage: '50 GB' },
    services: { web: { ...SERVICE, cpu: '0.5 vCPU', scaling: { min: 2, max: 6 } } },
  },
];
