import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cloud } from '@slipway/tool-cloud';
import { promote } from '@slipway/tool-release';
import { conduct } from '@slipway/tool-ship';
import { terminalOutput } from '@slipway/tool-terminal';
import { Drivers } from './driver-process';
import { FaultProxy } from './fault-proxy';
import { TrialCloud } from './trial-cloud';
import { TrialAccess, TrialEnvironment } from './trial-environment';

const ROOT = resolve(__dirname, '../../../..');
const trial = new TrialCloud(ROOT);
const drivers = new Drivers(ROOT);
const proxies: FaultProxy[] = [];
let cloud: Cloud;
const SERVICE = { scaling: { min: 1, max: 2 } };

beforeAll(async () => {
  cloud = await trial.start();
});
afterAll(async () => {
  await Promise.all(proxies.map((proxy) => proxy.close()));
  await trial.remove();
  drivers.remove();
});

const make = (name: string) => TrialEnvironment.make(trial, cloud, { name, service: SERVICE });

/** An environment and a way to it through a proxy that can make trouble. */
async function throughProxy(name: string) {
  const environment = await make(name);
  const proxy = new FaultProxy(cloud.endpoint);
  proxies.push(proxy);
  const access = await TrialAccess.open({ ...environment.access.place, endpoint: await proxy.open() });
  return { environment, proxy, access };
}

function notesOf(events: Awaited<ReturnType<TrialAccess['push']>>['events']): readonly string[] {
  return events.flatMap((event) => (event.type === 'note' ? event.text : []));
}

test.concurrent('AWS throttles for half a minute: the release goes on, and says so once', async () => {
  const { environment, proxy, access } = await throughProxy('throttled');
  let left = 12;
  proxy.faults = (operation) =>
    operation === 'DescribeServices' && left-- > 0
      ? { status: 400, code: 'ThrottlingException', message: 'Rate exceeded' }
      : undefined;

  const { record, events } = await access.push(await environment.image({ page: 'patient' }));

  expect(record.state).toBe('live');
  expect(proxy.count).toBe(12);
  expect(notesOf(events)).toEqual(['AWS asks for fewer calls; going on more slowly.', 'AWS answers again.']);
});

test.concurrent('the credentials expire in the middle: one message, and the next verb settles it', async () => {
  const { environment, proxy, access } = await throughProxy('expired');
  const digest = await environment.image({ page: 'outlives its credentials' });
  const release = access.push(digest, {
    tell: (event) => {
      if (event.type !== 'phase-started' || event.phase !== 'roll') return;
      proxy.faults = () => ({
        status: 400,
        code: 'ExpiredTokenException',
        message: 'The security token included in the request is expired',
      });
    },
  });

  await expect(release).rejects.toMatchObject({
    kind: 'credentials',
    exitCode: 8,
    message: expect.stringMatching(/have expired or are not valid\.[^\n]*the next release settles/),
  });
  await proxy.close();

  // The process that has lost it lives on, so only its silence tells.
  await sleep(32_000);
  const { record } = await drivers.run({ place: environment.access.place, digest });
  expect(record).toMatchObject({ version: 2, state: 'live' });
  expect((await environment.access.ledger.read(1)).state).toBe('superseded');
});

test.concurrent('the network is gone for some seconds during the watch: it resumes', async () => {
  const { environment, proxy, access } = await throughProxy('offline');
  const digest = await environment.image({ page: 'back again', readyAfter: 3_000 });
  const away = async () => {
    await proxy.close();
    await sleep(20_000);
    await proxy.open();
  };

  const { code, record, notes } = await drivers.run({ place: access.place, digest }, (event) => {
    if (event.type === 'phase-started' && event.phase === 'roll') void away();
  });

  expect({ code, state: record?.state }).toEqual({ code: 0, state: 'live' });
  expect(notes).toEqual([
    'AWS cannot be reached; still trying. ECS goes on meanwhile.',
    'AWS answers again.',
  ]);
});

test.concurrent('two people promote at once: one does, the other hears who', async () => {
  const [source, target] = await Promise.all([make('staging'), make('prod')]);
  const { record } = await source.access.push(await source.image({ page: 'promoted' }));
  const from = { environment: 'staging', store: source.access.store };
  const by = (name: string) => ({ ...target.access.ports().by, name });

  const both = await Promise.allSettled(
    ['Ann', 'Ben'].map((name) =>
      promote(from, target.access.environment, target.access.ports({ by: by(name) }), () => undefined),
    ),
  );

  const won = both.find(({ status }) => status === 'fulfilled');
  const lost = both.find(({ status }) => status === 'rejected');
  expect(won).toMatchObject({ value: { version: 1, state: 'live', images: record.images } });
  const winner = (await target.access.ledger.read(1)).by.name;
  expect(lost).toMatchObject({
    reason: { kind: 'locked', exitCode: 7, message: expect.stringContaining(`who    ${winner} on`) },
  });
  expect(await target.page()).toMatchObject({ text: 'promoted' });
});

test.concurrent.each([7, -7])(
  'a clock that is %i minutes ahead takes no living release for dead',
  async (minutes) => {
    const environment = await make(minutes > 0 ? 'ahead' : 'behind');
    const { access } = environment;
    const digest = await environment.image({ page: 'alive', readyAfter: 15_000 });
    const other = { ...access.ports().by, host: 'another-machine' };
    // As seen from here its owner is on another machine, so only its signs of life count.
    const living = access.push(digest, { ports: { by: other } });
    await sleep(3_000);

    const { code, failure } = await drivers.run({
      place: access.place,
      digest,
      clockAhead: minutes * 60_000,
    });

    expect({ code, failure }).toEqual({ code: 7, failure: expect.stringContaining('on another-machine') });
    expect((await living).record.state).toBe('live');
  },
);

test.concurrent('Slack hangs and GitHub is broken: the release is live, and a note says so', async () => {
  const environment = await make('mute');
  const silent = await listen(createServer(() => undefined));
  const broken = await listen(createServer((_, response) => response.writeHead(500).end()));
  const notes: string[] = [];
  const write = (text: string) => notes.push(text);
  const stream = { isTTY: false, columns: 80, write };
  const output = terminalOutput({ stdin: { isTTY: false }, stdout: stream, stderr: stream }, {});
  const digest = await environment.image({ page: 'nobody heard of it' });
  const commit = { sha: 'c'.repeat(40), message: 'A commit' };

  const record = await conduct(
    { keep: async () => undefined, url: await environment.url(), cloud: 'aws' },
    {
      output,
      env: {
        SLIPWAY_SLACK_WEBHOOK: `${silent.url}/services/secret-part`,
        GITHUB_TOKEN: 'token',
        GITHUB_REPOSITORY: 'acme/shop',
        GITHUB_API_URL: broken.url,
      },
    },
    async (tell) => (await environment.access.push(digest, { tell, request: { commit } })).record,
  );

  expect(record.state).toBe('live');
  const said = notes.join('\n');
  expect(said).toContain('Slack');
  expect(said).toContain('GitHub');
  expect(said).not.toContain('secret-part');
  for (const { server } of [silent, broken]) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(server: Server) {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
