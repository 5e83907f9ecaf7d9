import type { ServerResponse } from 'node:http';
import { sampleCompany } from '@slipway/tool-outbound/testing';
import { CRASHED, sampleRelease } from '../sample/sample-release';
import { combine, type Announcer } from './announcer';
import { announcersFrom } from './announcers-from';
import { REAL_TIME } from './deliver';
import { slackText } from './slack';
import { stubServer } from './stub-server';

const SECRET_PATH = '/services/T0/B0/SECRET';
const closers: (() => void)[] = [];

async function stub(answer: (response: ServerResponse, count: number) => void) {
  const server = await stubServer(answer);
  closers.push(server.close);
  return server;
}

afterEach(() => closers.splice(0).forEach((close) => close()));

const ok = (response: ServerResponse) => response.end('ok');
const status =
  (code: number, headers = {}) =>
  (response: ServerResponse) =>
    response.writeHead(code, headers).end('no');

/** However long a busy machine takes. */
const ENDLESS_PATIENCE = { ...REAL_TIME, timeout: () => new AbortController().signal };

/** Nobody sleeps, and what would have been waited is kept. */
async function slackAt(
  answer: (response: ServerResponse, count: number) => void,
  timeout = REAL_TIME.timeout,
) {
  const { url, received } = await stub(answer);
  const slept: number[] = [];
  const time = { timeout, sleep: async (ms: number) => slept.push(ms) };
  return { received, slept, announcer: announcersFrom({ SLIPWAY_SLACK_WEBHOOK: url + SECRET_PATH }, time) };
}

describe("from a company's network", () => {
  it('Slack and GitHub are told through the proxy', async () => {
    const company = await sampleCompany((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":7}');
    });
    closers.push(company.close);
    const environment = {
      ...{ https_proxy: company.proxy, AWS_CA_BUNDLE: company.authority },
      ...{ SLIPWAY_SLACK_WEBHOOK: `https://hooks.slack.com${SECRET_PATH}` },
      ...{ GITHUB_TOKEN: 'token', GITHUB_REPOSITORY: 'acme/shop' },
    };
    const announcer = announcersFrom(environment, ENDLESS_PATIENCE);

    expect(await announcer.started(sampleRelease())).toBeUndefined();
    expect(new Set(company.asked)).toEqual(new Set(['hooks.slack.com:443', 'api.github.com:443']));
  });

  it('a proxy that cannot be used is said, and fails no release', async () => {
    const announcer = announcersFrom({
      HTTPS_PROXY: 'socks5://p:1',
      SLIPWAY_SLACK_WEBHOOK: `https://hooks.slack.com${SECRET_PATH}`,
    });

    expect(await announcer.ended(sampleRelease())).toBe(
      'Slack was not told: HTTPS_PROXY does not name a proxy that Slipway can use.',
    );
  });
});

describe('Slack', () => {
  it('is told with the words of the terminal', async () => {
    const { received, announcer } = await slackAt(ok);

    expect(await announcer.started(sampleRelease())).toBeUndefined();
    expect(await announcer.ended(sampleRelease(), { url: 'https://staging.acme.dev' })).toBeUndefined();
    expect(received.map(({ path, body }) => [path, (body as { text: string }).text])).toEqual([
      [SECRET_PATH, 'v12 of staging begins: push of 3f2a1bc Add prices, by jo.'],
      [SECRET_PATH, '✓ v12 is live on staging, 18 s. https://staging.acme.dev'],
    ]);
  });

  it('gets cause, last lines and the next command of a failure', () => {
    expect(slackText(CRASHED, { previous: { version: 12 } }).split('\n')).toEqual([
      '✗ v13 did not go live on staging: web exits with code 1 before it is healthy. v12 still serves.',
      '```',
      'Error: connect ECONNREFUSED',
      '    at server.js:3',
      '```',
      'Next: `npx slipway logs staging --since 10m`',
    ]);
  });

  it('nobody can call the channel by a commit or a log line', async () => {
    const { received, announcer } = await slackAt(ok);
    const evil = '<!channel> & <https://evil.example|click>';
    const cause = { kind: 'timeout' as const, words: evil, logs: [evil, '``` <!here>', 'x'.repeat(1 << 20)] };
    await announcer.started(sampleRelease({ commit: { sha: 'a'.repeat(40), message: evil } }));
    await announcer.ended(sampleRelease({ state: 'failed', cause }));
    const texts = received.map(({ body }) => (body as { text: string }).text);

    expect(texts[0]).toContain('&lt;!channel&gt; &amp; &lt;https://evil.example|click&gt;');
    expect(texts.join('')).not.toMatch(/[<>]/);
    expect(texts[1]?.split('```')).toHaveLength(3);
    expect(texts.join('').length).toBeLessThan(4_000);
  });

  it.each<[string, (response: ServerResponse, count: number) => void, number[], string | undefined]>([
    ['500 twice', status(500), [500], 'Slack was not told: it answered 500.'],
    ['500 once', (response, count) => (count === 1 ? status(500)(response) : ok(response)), [500], undefined],
    [
      '429 for a second',
      (response, count) => (count === 1 ? status(429, { 'retry-after': '1' })(response) : ok(response)),
      [1_000],
      undefined,
    ],
    ['429 for an hour', status(429, { 'retry-after': '3600' }), [], 'Slack was not told: it answered 429.'],
    ['a webhook that is gone', status(404), [], 'Slack was not told: it answered 404.'],
    [
      'a redirect',
      status(302, { location: 'http://127.0.0.1:1/' }),
      [],
      'Slack was not told: it answered 302.',
    ],
    [
      'a connection that breaks',
      (response) => response.destroy(),
      [500],
      'Slack was not told: it cannot be reached (ECONNRESET).',
    ],
    ['garbage', (response) => response.end(Buffer.alloc(1 << 20, 0xff)), [], undefined],
  ])('%s', async (_, answer, waits, note) => {
    const { received, slept, announcer } = await slackAt(answer);

    expect(await announcer.ended(CRASHED)).toBe(note);
    expect(slept).toEqual(waits);
    expect(received).toHaveLength(1 + slept.length);
  });

  it('one that never answers costs a few seconds', async () => {
    const limits: number[] = [];
    const { slept, announcer } = await slackAt(
      () => undefined,
      (ms) => {
        limits.push(ms);
        return REAL_TIME.timeout(ms / 50);
      },
    );

    expect(await announcer.ended(CRASHED)).toBe('Slack was not told: it did not answer within 3 s.');
    expect({ limits, slept }).toEqual({ limits: [7_000, 3_000, 3_000], slept: [500] });
  });

  it.each([
    [
      'a name that does not resolve',
      'https://slack.invalid/services/SECRET',
      /^Slack was not told: it cannot be reached/,
    ],
    ['nobody there', 'http://127.0.0.1:1/services/SECRET', /^Slack was not told: it cannot be reached/],
    ['no encryption', 'http://hooks.slack.example/services/SECRET', /not one of https/],
    ['no URL', 'SECRET', /not one of https/],
  ])('%s', async (_, webhook, words) => {
    const note = await announcersFrom({ SLIPWAY_SLACK_WEBHOOK: webhook }).started(sampleRelease());

    expect(note).toMatch(words);
    expect(note).not.toContain('SECRET');
  });
});

describe('GitHub', () => {
  const created = (response: ServerResponse) => response.writeHead(201).end('{"id":7}');
  const gitHubAt = async (answer: (response: ServerResponse, count: number) => void, more = {}) => {
    const { url, received } = await stub(answer);
    const env = { GITHUB_TOKEN: 'TOKEN', GITHUB_REPOSITORY: 'acme/shop', GITHUB_API_URL: url, ...more };
    return { received, announcer: announcersFrom(env) };
  };

  it('gets one deployment with the status of its start and of its end', async () => {
    const { received, announcer } = await gitHubAt(created);
    const record = sampleRelease({
      by: { name: 'jo', host: 'ci', runUrl: 'https://github.com/acme/shop/actions/runs/1' },
    });
    // The engine does not wait for the first one.
    const notes = await Promise.all([
      announcer.started(record),
      announcer.ended(record, { url: 'https://staging.acme.dev' }),
    ]);

    expect(notes).toEqual([undefined, undefined]);
    expect(received.map(({ path }) => path)).toEqual([
      '/repos/acme/shop/deployments',
      '/repos/acme/shop/deployments/7/statuses',
      '/repos/acme/shop/deployments/7/statuses',
    ]);
    expect(received.map(({ body }) => body)).toMatchObject([
      { ref: record.commit?.sha, environment: 'staging', auto_merge: false, required_contexts: [] },
      { state: 'in_progress', log_url: 'https://github.com/acme/shop/actions/runs/1' },
      {
        state: 'success',
        description: 'v12 is live on staging, 18 s. https://staging.acme.dev',
        environment_url: 'https://staging.acme.dev',
      },
    ]);
    expect(received[0]?.headers.authorization).toBe('Bearer TOKEN');
  });

  it('a failure is told in at most 140 characters, also when the start was not', async () => {
    const { received, announcer } = await gitHubAt(created);
    const cause = { kind: 'timeout' as const, words: 'x'.repeat(500), logs: [] };
    await announcer.ended(sampleRelease({ state: 'failed', cause }));
    const last = received.at(-1)?.body as { state: string; description: string };

    expect(last.state).toBe('failure');
    expect(last.description).toHaveLength(140);
  });

  it.each<[string, (response: ServerResponse) => void, object, string]>([
    ['a token that may not', status(403), {}, 'GitHub was not told: it answered 403.'],
    [
      'garbage',
      (response) => response.end('<html>'),
      {},
      'GitHub was not told: its answer names no deployment.',
    ],
    [
      'no id',
      (response) => response.end('{"id":"../1"}'),
      {},
      'GitHub was not told: its answer names no deployment.',
    ],
    [
      'a repository that is none',
      created,
      { GITHUB_REPOSITORY: 'a/../b' },
      'GitHub was not told: GITHUB_REPOSITORY is not owner/name.',
    ],
  ])('%s', async (_, answer, more, note) => {
    const { announcer } = await gitHubAt(answer, more);

    expect(await announcer.ended(CRASHED)).toBe(note);
  });

  it('a release without a commit is nothing to GitHub', async () => {
    const { received, announcer } = await gitHubAt(created);

    expect(await announcer.ended(sampleRelease({ commit: undefined }))).toBeUndefined();
    expect(received).toEqual([]);
  });
});

describe('several', () => {
  const quiet: Announcer = { started: async () => undefined, ended: async () => undefined };
  const saying = (text: string): Announcer => ({ ...quiet, ended: async () => text });
  const throwing: Announcer = {
    ...quiet,
    ended: () => {
      throw new Error('defect');
    },
  };

  it('all are told, and what went wrong is told of all', async () => {
    expect(await combine([saying('One.'), throwing, quiet, saying('Two.')]).ended(CRASHED)).toBe(
      'One. An announcer failed. Two.',
    );
  });

  it('nobody to tell is nothing to say', async () => {
    expect(await announcersFrom({}).started(sampleRelease())).toBeUndefined();
  });
});
