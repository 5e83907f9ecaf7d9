import { defineEnvironment } from '@slipway/core';

export default defineEnvironment({
  app: 'acme',
  name: 'staging',
  tier: 'staging',
  aws: { account: '111111111111', region: 'eu-west-1' },
  domain: { name: 'staging.acme.example' },
  network: { cidr: '10.10.0.0/16' },
  database: { size: 'db.t4g.micro', storage: '20 GB' },
  services: {
    web: { cpu: '0.25 vCPU', memory: '1 GB', release: ['node', 'migrate.js'], scaling: { min: 1, max: 2 } },
  },
});
