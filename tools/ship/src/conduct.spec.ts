import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { imageForAll, release, type ReleaseListener } from '@slipway/tool-release';
import { commitOf, digestOf } from '@slipway/tool-release/testing';
import { conduct } from './conduct';
import { SampleShip } from './sample-ship';

let slack: Server;
/** What the channel was told. */
let told: string[];
let status: number;
let env: NodeJS.ProcessEnv;

beforeEach(async () => {
  [told, status] = [[], 200];
  slack = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      told.push((JSON.parse(body) as { text: string }).text);
      response.writeHead(status).end('ok');
    });
  });
  await new Promise<void>((resolve) => slack.listen(0, '127.0.0.1', resolve));
  env = { SLIPWAY_SLACK_WEBHOOK: `http://127.0.0.1:${(slack.address() as AddressInfo).port}/hook` };
});
afterEach(() => {
  slack.closeAllConnections();
  slack.close();
});

/** Conducts a release of this image to staging. */
async function released(ship: SampleShip, letter: string, json = false) {
  const { options, ...shown } = ship.options({ env, json });
  const open = await ship.open('staging');
  const { environment, ports } = open;
  const images = imageForAll(environment, digestOf(letter));
  const request = { environment, reason: 'push', images, commit: commitOf(letter) } as const;
  const record = await conduct(open, options, (tell) => release(request, ports, tell));
  return { record, ...shown };
}

describe('Slack', () => {
  it('is told the beginning and the end, with the address', async () => {
    await released(new SampleShip(), 'a');

    expect(told).toEqual([
      expect.stringMatching(/^v1 of staging begins: push of aaaaaaa Change a/),
      expect.stringMatching(/^✓ v1 is live on staging.*https:\/\/staging\.example\.com/),
    ]);
  });

  it('is told what serves on after a release that failed', async () => {
    const ship = new SampleShip();
    await ship.released('a');
    ship.account().ecs.builds.set(digestOf('b'), 'crashes');
    await released(ship, 'b');

    expect(told[1]).toMatch(/^✗ v2 .*v1 still serves/);
  });

  it('that does not hear it does not fail the release; it is noted after the verdict, as often as it happened', async () => {
    status = 404;
    const { record, notes, results } = await released(new SampleShip(), 'a');

    expect(record).toMatchObject({ state: 'live' });
    expect(results.join('\n')).toContain('v1 is live');
    expect(notes.filter((note) => note.includes('Slack'))).toEqual(
      Array(2).fill('Slack was not told: it answered 404.'),
    );
    expect(notes.at(-1)).toContain('Slack');
  });
});

describe('on the embedded cloud', () => {
  const rehearsal = () => Object.assign(new SampleShip(), { cloud: 'embedded' as const });
  const rehearsed = (more: NodeJS.ProcessEnv, json = false) => {
    env = { ...env, ...more };
    return released(rehearsal(), 'a', json);
  };

  it('nobody outside is told, and the person is', async () => {
    const { record, notes } = await rehearsed({});

    expect(record).toMatchObject({ state: 'live' });
    expect(told).toEqual([]);
    expect(notes[0]).toBe(
      'Slack is not told: this is the embedded cloud. To tell all the same, set SLIPWAY_ANNOUNCE_EMBEDDED=1.',
    );
  });

  it('GitHub is told as little', async () => {
    const gitHub = {
      GITHUB_TOKEN: 't',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_API_URL: 'http://127.0.0.1:1',
    };
    const { notes } = await rehearsed(gitHub);

    expect(notes.filter((note) => note.includes('GitHub'))).toEqual([
      expect.stringMatching(/^Slack and GitHub are not told/),
    ]);
  });

  it('they are when it is asked for', async () => {
    const { notes } = await rehearsed({ SLIPWAY_ANNOUNCE_EMBEDDED: '1' });

    expect(told).toHaveLength(2);
    expect(notes.join('\n')).not.toContain('not told');
  });

  it('nothing is said of it where nobody would have been told, nor beside JSON', async () => {
    expect((await rehearsed({}, true)).notes.join('\n')).not.toContain('told');
    env = {};
    const { notes } = await released(rehearsal(), 'a');
    expect(notes.join('\n')).not.toContain('told');
  });
});

describe('the environment', () => {
  it('is kept after a release', async () => {
    const ship = new SampleShip();
    await released(ship, 'a');

    expect(ship.kept).toEqual(['staging']);
  });

  it('is kept also after one that threw', async () => {
    const ship = new SampleShip();
    const { options } = ship.options({ env });
    const work = () => Promise.reject(new Error('gone'));

    await expect(conduct(await ship.open('staging'), options, work)).rejects.toThrow('gone');
    expect(ship.kept).toEqual(['staging']);
  });
});

describe('a word about Ctrl-C', () => {
  /** Says it in the middle and afterwards. */
  async function said(json: boolean) {
    const ship = new SampleShip();
    const { options, notes } = ship.options({ env: {}, json });
    const plain: string[] = [];
    const stop = { signal: new AbortController().signal, note: (text: string) => void plain.push(text) };
    await conduct(await ship.open('staging'), { ...options, stop }, async () => {
      stop.note('in the middle');
      return undefined;
    });
    stop.note('afterwards');
    return { plain, notes };
  }

  it('is shown as a part of the release while it runs', async () => {
    expect(await said(false)).toEqual({ plain: ['afterwards'], notes: ['  in the middle'] });
  });

  it('goes past the release where that is silent', async () => {
    expect(await said(true)).toEqual({ plain: ['in the middle', 'afterwards'], notes: [] });
  });
});

it('a release that does not begin tells nobody', async () => {
  const ship = new SampleShip();
  const { options } = ship.options({ env });
  const work = (tell: ReleaseListener) => {
    tell({ type: 'note', text: 'nothing has changed' });
    return Promise.resolve(undefined);
  };

  expect(await conduct(await ship.open('staging'), options, work)).toBeUndefined();
  expect(told).toEqual([]);
});
