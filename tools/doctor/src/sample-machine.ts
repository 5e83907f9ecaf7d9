import { defineEnvironment, type EnvironmentSpec } from '@slipway/core';
import type { Machine } from './machine';

/** For specs: a machine on which all is as it should be, with the environment `staging`. */
export function sampleMachine(changes: Partial<Machine> = {}): Machine {
  const files: { readonly [path: string]: unknown } = {
    'package.json': { engines: { node: '>=20.12', npm: '>=10' } },
    'package-lock.json': { packages: { 'node_modules/a': { version: '1.0.0' } } },
    'node_modules/.package-lock.json': { packages: { 'node_modules/a': { version: '1.0.0' } } },
  };
  const said: { readonly [line: string]: string } = {
    'npm --version': '10.8.2',
    'git --version': 'git version 2.43.0',
    'git rev-parse --is-shallow-repository': 'false',
    'psql --version': 'psql (PostgreSQL) 16.4',
  };
  return {
    nodeVersion: 'v20.12.2',
    said: async (...line) => said[line.join(' ')],
    json: async (path) => files[path],
    python: async () => ({ executable: '/usr/bin/python3', version: '3.12.4' }),
    terraform: async () => ({ product: 'terraform', version: '1.11.4', binary: '/usr/bin/terraform' }),
    sessionPlugin: () => '/usr/bin/session-manager-plugin',
    cloudEndpoint: async () => 'http://127.0.0.1:4566',
    environmentNames: () => ['staging'],
    environment: async (name) => sampleEnvironment({ name }),
    describe: async (name) => ({ settings: sampleEnvironment({ name }), resources: {} }),
    ...changes,
  };
}

export function sampleEnvironment(spec: Partial<EnvironmentSpec> = {}) {
  return defineEnvironment({
    app: 'acme',
    name: 'staging',
    aws: { account: '111111111111', region: 'eu-west-1' },
    domain: { name: 'staging.acme.example' },
    services: { web: { secrets: ['SESSION_KEY'], scaling: { min: 1, max: 4 } } },
    ...spec,
  });
}
