import { defineEnvironment } from '@slipway/core';

export default defineEnvironment({
  app: 'acme',
  name: 'prod',
  tier: 'production',
  aws: { account: '222222222222', region: 'eu-west-1', registryAccount: '111111111111' },
  domain: { name: 'acme.example' },
  network: { cidr: '10.20.0.0/16' },
  database: { size: 'db.t4g.small', storage: '50 GB' },
  services: {
    web: { cpu: '0.5 vCPU', memory: '1 GB', release: ['node', 'migrate.js'], scaling: { min: 2, max: 6 } },
  },
});
