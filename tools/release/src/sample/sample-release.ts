import type { ReleaseRecord } from '../record/release-record';

/** A release for specs. */
export function sampleRelease(more: Partial<ReleaseRecord> = {}): ReleaseRecord {
  return {
    format: 1,
    version: 12,
    environment: 'staging',
    state: 'live',
    reason: 'push',
    images: { web: `sha256:${'a'.repeat(64)}` },
    commit: { sha: `3f2a1bc${'0'.repeat(33)}`, message: 'Add prices', author: 'jo' },
    by: { name: 'jo', host: 'laptop' },
    createdAt: '2026-11-25T10:00:00.000Z',
    finishedAt: '2026-11-25T10:00:18.000Z',
    templates: { web: 'acme-staging-web-template:3' },
    taskDefinitions: { web: 'acme-staging-web:12' },
    deployments: { web: 'ecs-svc/12' },
    config: { web: { STRIPE_KEY: 1, MAIL_FROM: 2 } },
    phases: [
      { name: 'preconditions', seconds: 0.8 },
      { name: 'roll', seconds: 17.2 },
    ],
    ...more,
  };
}

/** What the site answers when users are served. */
export const SERVING = { url: 'https://staging.acme.dev/healthz', status: 200 };

/** A release that crashed, for specs. */
export const CRASHED = sampleRelease({
  site: SERVING,
  version: 13,
  state: 'rolled_back',
  cause: {
    kind: 'exit-before-healthy',
    words: 'web exits with code 1 before it is healthy.',
    logs: ['Error: connect ECONNREFUSED', '    at server.js:3'],
    next: 'npx slipway logs staging --since 10m',
  },
});
