import { originDomain } from './origin-domain';

test('the load balancer is asked for below the name that users type', () => {
  expect(originDomain({ domain: { name: 'acme.example' } })).toBe('origin.acme.example');
});
