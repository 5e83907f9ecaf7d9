import { SampleWorld } from '../sample/sample-world';
import { withAsked } from './asked';

const { web } = new SampleWorld({ port: 4000, healthCheck: { path: '/up' } }).environment.services;

it.each([
  'web answers its health check with 404.',
  'web does not answer its health check in time.',
  'web fails its health check.',
])('says what is asked for: %s', (words) => {
  expect(withAsked({ kind: 'never-healthy', words }, web).words).toBe(
    `${words} It is asked for /up on port 4000, with the task's own address as the host.`,
  );
});

it.each([
  { kind: 'never-healthy', words: 'web fails the health check of its container.' },
  { kind: 'timeout', words: 'web is not live after 15 minutes.' },
] as const)('is silent about what no load balancer asks: %j', (cause) => {
  expect(withAsked(cause, web)).toBe(cause);
});

it('is silent about a service that is not in the settings', () => {
  const cause = { kind: 'never-healthy', words: 'web fails its health check.' } as const;
  expect(withAsked(cause, undefined)).toBe(cause);
});
