import { createHash } from 'node:crypto';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket, WebSocketServer } from 'ws';
import { LoadBalancers } from './load-balancers';
import { FORWARD, GROUP, SampleBalancers, WHERE } from './sample-balancers';
import { ask, SampleTarget } from './sample-target';
import type { Target } from './target-groups';

/** A declared second takes 20 ms. */
const SECOND = 20;

let declared: SampleBalancers;
let balancers: LoadBalancers;
let targets: SampleTarget[];

beforeEach(() => {
  declared = new SampleBalancers();
  balancers = new LoadBalancers({ backend: declared.backend, secondMs: SECOND });
  targets = [];
});

afterEach(async () => {
  await balancers.service.stop();
  for (const target of targets) target.stop();
});

function sample(): SampleTarget {
  const target = new SampleTarget();
  targets.push(target);
  return target;
}

/** @returns the first listener's port */
async function start(): Promise<number> {
  await balancers.refresh(WHERE);
  return balancers.running()[0]?.listeners[0]?.port ?? 0;
}

async function reach(target: Target, state: string): Promise<void> {
  for (const end = Date.now() + 3_000; Date.now() < end; await sleep(2)) {
    if (balancers.health(WHERE, GROUP, target)?.state === state) return;
  }
  throw new Error(`${JSON.stringify(balancers.health(WHERE, GROUP, target))} instead of ${state}`);
}

async function register(target: Target, state = 'healthy'): Promise<void> {
  balancers.register(WHERE, GROUP, target);
  await reach(target, state);
}

const page = (title: string) =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;

test('steady load through two targets while one drains and a third comes: no request fails', async () => {
  declared.groupAttributes = { 'deregistration_delay.timeout_seconds': '10' };
  const port = await start();
  const [first, second, third] = [sample(), sample(), sample()];
  const slow = (_: unknown, response: { end(body: string): void }) =>
    void setTimeout(() => response.end('ok'), 2);
  const old = await first.start(slow);
  await Promise.all([register(old), register(await second.start(slow))]);

  const agent = new Agent({ keepAlive: true });
  const statuses = new Map<string, number>();
  const one = () =>
    new Promise<string>((resolve) => {
      const asked = httpRequest({ host: '127.0.0.1', port, agent }, (answer) => {
        answer.resume().on('end', () => resolve(String(answer.statusCode)));
      });
      asked.on('error', ({ message }) => resolve(message));
      asked.end();
    });
  const loads = Array.from({ length: 10 }, async () => {
    for (let count = 0; count < 300; count += 1) {
      const outcome = await one();
      statuses.set(outcome, (statuses.get(outcome) ?? 0) + 1);
    }
  });
  await sleep(50);
  await register(await third.start(slow));
  const drained = balancers.deregister(WHERE, GROUP, old);
  expect(balancers.health(WHERE, GROUP, old)).toEqual({
    state: 'draining',
    reason: 'Target.DeregistrationInProgress',
    description: 'Target deregistration is in progress',
  });
  await drained;
  first.stop();
  const seen = first.seen;
  await Promise.all(loads);
  agent.destroy();

  expect(Object.fromEntries(statuses)).toEqual({ 200: 3_000 });
  expect(first.seen).toBe(seen);
  expect(first.seen).toBeGreaterThan(0);
  expect(third.seen).toBeGreaterThan(0);
  expect(balancers.health(WHERE, GROUP, old)).toBeUndefined();
}, 30_000);

test('draining lets requests go on until the delay is over, then cuts them', async () => {
  declared.groupAttributes = { 'deregistration_delay.timeout_seconds': '5' };
  const port = await start();
  const patient = await sample().start((request, response) => {
    if (request.url === '/short') setTimeout(() => response.end('done'), 2 * SECOND);
  });
  await register(patient);
  const [short, endless] = [ask(port, '/short'), ask(port, '/endless')];
  await sleep(SECOND);
  await balancers.deregister(WHERE, GROUP, patient);
  expect((await short).body).toBe('done');
  expect((await endless).status).toBe(502);
});

describe('answers for itself', () => {
  test('503 without a target, and with new ones only', async () => {
    const port = await start();
    const answer = await ask(port);
    expect(answer).toMatchObject({ status: 503, body: page('503 Service Temporarily Unavailable') });
    expect(answer.headers).toMatchObject({ server: 'awselb/2.0', 'content-type': 'text/html' });
    const target = sample();
    target.health = 500;
    declared.group = { UnhealthyThresholdCount: 10, HealthCheckIntervalSeconds: 300 };
    await balancers.refresh(WHERE);
    await register(await target.start(), 'initial');
    expect((await ask(port)).status).toBe(503);
  });

  test.each<[string, Parameters<SampleTarget['startRaw']>[0]]>([
    ['closes', (socket) => socket.end()],
    ['resets', (socket) => socket.resetAndDestroy()],
    ['sends garbage', (socket) => socket.end('nonsense\r\n\r\n')],
    [
      'switches protocols unasked',
      (socket) => socket.end('HTTP/1.1 101 Sure\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
    ],
  ])('502 when a target %s', async (_, answer) => {
    const port = await start();
    await register(await sample().startRaw(answer));
    expect(await ask(port)).toMatchObject({ status: 502, body: page('502 Bad Gateway') });
  });

  test('502 when a healthy target refuses the connection', async () => {
    declared.group = { HealthCheckIntervalSeconds: 300 };
    const port = await start();
    const target = sample();
    await register(await target.start());
    target.stop();
    expect((await ask(port)).status).toBe(502);
  });

  test('504 when a target is silent for the idle timeout', async () => {
    declared.attributes = { 'idle_timeout.timeout_seconds': '3' };
    const port = await start();
    await register(await sample().start(() => undefined));
    expect(await ask(port)).toMatchObject({ status: 504, body: page('504 Gateway Time-out') });
  });

  test('400 to what is no request', async () => {
    const port = await start();
    const answer = await new Promise<string>((resolve) => {
      let read = '';
      const socket = connect(port, '127.0.0.1', () => socket.write('what is this\r\n\r\n'));
      socket.on('data', (data) => (read += data)).on('close', () => resolve(read));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nServer: awselb\/2\.0\r\n/);
    expect(answer).toContain(page('400 Bad Request'));
  });

  test('an answer that breaks off is no whole answer', async () => {
    const port = await start();
    await register(
      await sample().startRaw((socket) =>
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf', () => socket.destroy()),
      ),
    );
    await expect(ask(port)).rejects.toThrow('aborted');
  });
});

test('rules go by priority; what none takes gets the default', async () => {
  const header = (value: string) => ({
    Field: 'http-header',
    HttpHeaderConfig: { HttpHeaderName: 'x-origin', Values: [value] },
  });
  const fixed = (MessageBody: string, StatusCode: string) => ({
    Type: 'fixed-response' as const,
    FixedResponseConfig: { StatusCode, MessageBody, ContentType: 'text/plain' },
  });
  declared.listeners = [
    {
      Protocol: 'HTTPS',
      Port: 443,
      DefaultActions: [fixed('Forbidden', '403')],
      rules: [
        { Priority: '100', Conditions: [header('*')], Actions: [fixed('later', '200')] },
        { Priority: '20', Conditions: [header('secret')], Actions: [fixed('first', '200')] },
        {
          Priority: '10',
          Conditions: [header('login')],
          Actions: [
            { Type: 'authenticate-oidc', Order: 1 },
            { ...FORWARD, Order: 2 },
          ],
        },
      ],
    },
    {
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [
        { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } },
      ],
    },
  ];
  const port = await start();
  expect(await ask(port)).toMatchObject({ status: 403, body: 'Forbidden' });
  expect((await ask(port, '/', { headers: { 'X-Origin': 'secret' } })).body).toBe('first');
  expect((await ask(port, '/', { headers: { 'X-Origin': 'other' } })).body).toBe('later');
  expect((await ask(port, '/', { headers: { 'X-Origin': 'login' } })).status).toBe(561);
  const plain = balancers.running()[0]?.listeners[1]?.port ?? 0;
  const redirected = await ask(plain, '/a?b', { headers: { host: 'acme.example' } });
  expect(redirected).toMatchObject({ status: 301, headers: { location: 'https://acme.example:443/a?b' } });
});

describe('health', () => {
  test('a wrong status, silence and a refusal are told apart', async () => {
    await start();
    const wrong = sample();
    wrong.health = 500;
    const mute = sample();
    const states = await Promise.all(
      [await wrong.start(), await mute.startRaw(() => undefined).then((target) => (mute.stop(), target))].map(
        async (target) => {
          await register(target, 'unhealthy');
          return balancers.health(WHERE, GROUP, target);
        },
      ),
    );
    expect(states).toEqual([
      {
        state: 'unhealthy',
        reason: 'Target.ResponseCodeMismatch',
        description: 'Health checks failed with these codes: [500]',
      },
      { state: 'unhealthy', reason: 'Target.FailedHealthChecks', description: 'Health checks failed' },
    ]);
  });

  test('silence is a timeout', async () => {
    declared.group = { HealthCheckPath: '/slow' };
    await start();
    const target = await sample().start(() => undefined);
    await register(target, 'unhealthy');
    expect(balancers.health(WHERE, GROUP, target)).toMatchObject({
      reason: 'Target.Timeout',
      description: 'Request timed out',
    });
  });

  test('fails open where no target is healthy, and closes again when one is', async () => {
    const port = await start();
    const [ill, well] = [sample(), sample()];
    ill.health = 500;
    await register(await ill.start((_, response) => void response.end('ill')), 'unhealthy');
    expect((await ask(port)).body).toBe('ill');
    await register(await well.start((_, response) => void response.end('well')));
    expect([(await ask(port)).body, (await ask(port)).body]).toEqual(['well', 'well']);
  });

  test('a group that no load balancer uses has unused targets', async () => {
    declared.listeners = [];
    await start();
    const target = await sample().start();
    await register(target, 'unused');
    expect(balancers.health(WHERE, GROUP, target)?.reason).toBe('Target.NotInUse');
  });
});

describe('passes through', () => {
  test('who asked and how, over one kept-alive connection', async () => {
    const sockets = new Set<unknown>();
    const requests: IncomingMessage[] = [];
    const port = await start();
    await register(
      await sample().start((request, response) => {
        sockets.add(request.socket);
        requests.push(request);
        response.setHeader('Set-Cookie', ['a=1', 'b=2']);
        response.end(request.url);
      }),
    );
    const answers = [
      await ask(port, '/x?y=z', { headers: { host: 'acme.example' } }),
      await ask(port),
      await ask(port),
    ];
    expect(answers[0]).toMatchObject({
      status: 200,
      body: '/x?y=z',
      headers: { 'set-cookie': ['a=1', 'b=2'] },
    });
    expect(requests[0]?.headers).toMatchObject({
      host: 'acme.example',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '443',
      'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
    });
    expect(sockets.size).toBe(1);
  });

  test('a big upload, whole', async () => {
    const port = await start();
    await register(
      await sample().start((request, response) => {
        const hash = createHash('sha256');
        request.on('data', (piece) => hash.update(piece)).on('end', () => response.end(hash.digest('hex')));
      }),
    );
    const body = Buffer.alloc(20 * 1024 * 1024, 'slipway');
    const { body: digest } = await ask(port, '/', { method: 'POST', body });
    expect(digest).toBe(createHash('sha256').update(body).digest('hex'));
  });

  test('a body that comes slowly, and longer than the idle timeout in all', async () => {
    declared.attributes = { 'idle_timeout.timeout_seconds': '5' };
    const port = await start();
    await register(
      await sample().start(async (_, response) => {
        for (let piece = 0; piece < 8; piece += 1) {
          response.write(String(piece));
          await sleep(SECOND);
        }
        response.end();
      }),
    );
    expect((await ask(port)).body).toBe('01234567');
  });

  test('a refusal that comes before the upload is over', async () => {
    const port = await start();
    await register(await sample().start((_, response) => void response.writeHead(413).end('too big')));
    const body = Buffer.alloc(5 * 1024 * 1024);
    expect(await ask(port, '/', { method: 'POST', body })).toMatchObject({ status: 413, body: 'too big' });
  });

  test('requests without a body and answers without one', async () => {
    const port = await start();
    await register(
      await sample().start((request, response) => void response.end(request.headers['content-length'])),
    );
    expect((await ask(port, '/', { method: 'DELETE' })).body).toBe('0');
    expect(await ask(port, '/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  test('an upgrade to WebSocket', async () => {
    const port = await start();
    const target = sample();
    await register(await target.start());
    const server = new WebSocketServer({ server: target.http });
    server.on('connection', (socket) => socket.on('message', (data) => socket.send(`echo ${data}`)));
    const client = new WebSocket(`ws://127.0.0.1:${port}/live`);
    const heard = await new Promise((resolve, reject) => {
      client.on('open', () => client.send('hello'));
      client.on('message', (data) => resolve(String(data))).on('error', reject);
    });
    client.terminate();
    server.close();
    expect(heard).toBe('echo hello');
  });

  test('an offer of another protocol is answered as the plain request that it is', async () => {
    const port = await start();
    await register(await sample().start());
    const headers = { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AAM' };
    expect(await ask(port, '/', { headers })).toMatchObject({ status: 200, body: 'ok' });
  });
});

describe('what is declared', () => {
  const call = (operation: string) => ({
    ...WHERE,
    service: 'elasticloadbalancing',
    operation,
    method: 'POST',
    path: '/',
    headers: {},
    body: Buffer.alloc(0),
  });
  const answer = { status: 200, headers: {}, body: '' };

  test('is read again when it changes, and not when it is only asked for', async () => {
    await balancers.service.observe?.(call('DescribeListeners'), answer);
    expect(declared.reads).toBe(0);
    await balancers.service.observe?.(call('CreateListener'), answer);
    expect(balancers.running()[0]?.listeners).toMatchObject([{ protocol: 'HTTPS', declaredPort: 443 }]);
    const port = balancers.running()[0]?.listeners[0]?.port;
    declared.listeners = [];
    await balancers.service.observe?.(call('DeleteListener'), answer);
    await expect(ask(port ?? 0)).rejects.toThrow('ECONNREFUSED');
  });

  test('ends with a reset', async () => {
    const port = await start();
    await balancers.service.reset();
    expect(balancers.running()).toEqual([]);
    await expect(ask(port)).rejects.toThrow('ECONNREFUSED');
  });
});
