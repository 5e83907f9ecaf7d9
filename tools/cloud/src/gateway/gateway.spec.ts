import { randomBytes } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { ApiCall, ApiService } from './api-service';
import { SampleGateway, signed } from './sample-gateway';

jest.setTimeout(30_000);

const CREATE = 'AmazonEC2ContainerServiceV20141113.CreateCluster';
let sample: SampleGateway;

beforeEach(() => {
  sample = new SampleGateway();
});

afterEach(() => sample.stop());

function service(part: Partial<ApiService>): ApiService {
  return {
    answer: async () => undefined,
    reset: async () => undefined,
    stop: async () => undefined,
    ...part,
  };
}

const post = (headers: { [name: string]: string }, body = '{}', path = '/') =>
  fetch(`${sample.url}${path}`, { method: 'POST', headers, body });

describe('a call', () => {
  test('is answered by the first service that wants to', async () => {
    const calls: ApiCall[] = [];
    await sample.start([
      service({}),
      service({
        answer: async (call) => {
          calls.push(call);
          return { status: 201, headers: { 'x-by': 'ours' }, body: '{"made":true}' };
        },
      }),
      service({ answer: async () => ({ status: 500, headers: {}, body: 'never asked' }) }),
    ]);
    const answer = await post(signed('ASIATWO', 'ecs', CREATE), '{"clusterName":"web"}');
    expect([answer.status, answer.headers.get('x-by'), await answer.text()]).toEqual([
      201,
      'ours',
      '{"made":true}',
    ]);
    expect(sample.seen).toEqual([]);
    expect(calls).toEqual([
      expect.objectContaining({
        account: '222222222222',
        principal: 'arn:aws:sts::222222222222:assumed-role/deployer/ASIATWO',
        region: 'eu-west-1',
        service: 'ecs',
        operation: 'CreateCluster',
        method: 'POST',
        path: '/',
        body: Buffer.from('{"clusterName":"web"}'),
      }),
    ]);
  });

  test('that nobody wants reaches moto as it was sent, and its answer comes back as it was given', async () => {
    sample.moto = (_, response) => {
      response.writeHead(418, { 'X-Amz-Odd': 'yes', 'Set-Cookie': ['a=1', 'b=2'] });
      response.end('<kept/>');
    };
    await sample.start([service({})]);
    const answer = await post(
      { ...signed('ASIAONE', 's3'), 'x-mine': 'ü'.normalize('NFD')[0]! },
      'bytes',
      '/b/%20k?acl&x=%2F',
    );
    expect(answer.status).toBe(418);
    expect(answer.headers.get('x-amz-odd')).toBe('yes');
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await answer.text()).toBe('<kept/>');
    expect(sample.seen).toEqual([
      expect.objectContaining({ method: 'POST', path: '/b/%20k?acl&x=%2F', body: Buffer.from('bytes') }),
    ]);
    expect(sample.seen[0]!.headers).toMatchObject({ host: `127.0.0.1:${sample.port}`, 'x-mine': 'u' });
  });

  test('is told to those who watch, in their order, before its client hears the answer', async () => {
    const order: string[] = [];
    const watch = (name: string, ms: number) =>
      service({
        observe: async (call, { status, body }) => {
          await new Promise((resolve) => setTimeout(resolve, ms));
          order.push(`${name} ${call.account} ${call.operation} ${status} ${String(body)}`);
        },
      });
    sample.moto = (_, response) => response.end('done');
    await sample.start([watch('one', 30), watch('other', 0)]);
    await post(
      { ...signed('ASIAONE', 'rds'), 'content-type': 'application/x-www-form-urlencoded' },
      'Action=X',
    );
    expect(order).toEqual(['one 111111111111 X 200 done', 'other 111111111111 X 200 done']);
  });

  test('is answered although somebody who watches fails', async () => {
    const failing = service({ observe: () => Promise.reject(new Error('broken')) });
    await sample.start([failing]);
    expect((await post(signed('ASIAONE', 'ssm', 'AmazonSSM.GetParameter'))).status).toBe(200);
    expect(sample.lines.join('\n')).toContain('After ssm GetParameter: Error: broken');
  });

  test.each([
    ['json', signed('ASIAONE', 'ecs', CREATE), '"__type":"InternalFailure"'],
    ['xml', signed('ASIAONE', 's3'), '<Code>InternalFailure</Code>'],
  ])('whose service fails is refused in its protocol: %s', async (_, headers, expected) => {
    await sample.start([service({ answer: () => Promise.reject(new Error('broken')) })]);
    const answer = await post(headers);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain(expected);
  });

  test('is one line in the log', async () => {
    await sample.start();
    await post(signed('ASIAONE', 'ecs', CREATE));
    expect(sample.lines).toEqual([
      expect.stringMatching(/^\d{4}-[\d-]+T[\d:]+ 200 ecs CreateCluster \d+ ms$/),
    ]);
  });

  test('with a long answer leaves its client a moment to be done with the request', async () => {
    sample.moto = (_, response) => response.end('x'.repeat(8_192));
    await sample.start();
    const took: number[] = [];
    for (let count = 0; count < 20; count += 1) {
      const from = performance.now();
      await (await post(signed('ASIAONE', 'ecs', CREATE))).text();
      took.push(performance.now() - from);
    }
    // Timers may be early by what their clock leaves out.
    expect(Math.min(...took)).toBeGreaterThan(4);
  });

  test('without a key is moto’s alone', async () => {
    const asked = jest.fn(async () => undefined);
    await sample.start([service({ answer: asked, observe: asked })]);
    await post({});
    expect(sample.seen).toHaveLength(1);
    expect(asked).not.toHaveBeenCalled();
  });
});

describe('an access key', () => {
  test('is asked about once', async () => {
    await sample.start();
    await Promise.all([1, 2, 3].map(() => post(signed('ASIAONE', 'ecs', CREATE))));
    expect(sample.questions).toBe(1);
  });

  test.each([
    ['header', '/', signed('ASIAOLD', 's3')],
    ['address', '/b/k?X-Amz-Credential=ASIAOLD%2F20260101%2Feu-west-1%2Fs3%2Faws4_request', {}],
  ])('from before a reset is refused, in the %s', async (_, path, headers) => {
    const asked = jest.fn(async () => undefined);
    await sample.start([service({ answer: asked })]);
    const answer = await post(headers, 'x', path);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toBe(
      '<Error><Code>ExpiredToken</Code><Message>make new ones</Message></Error>',
    );
    expect(asked).not.toHaveBeenCalled();
    expect(sample.seen).toEqual([]);
  });
});

describe('a registry of another account', () => {
  const put = (registryId: string) =>
    post(
      signed('ASIAONE', 'ecr', 'AmazonEC2ContainerRegistry_V20150921.PutImage'),
      JSON.stringify({ registryId, repositoryName: 'acme' }),
    );

  test('is used with credentials of that account', async () => {
    const accounts: string[] = [];
    await sample.start([service({ observe: async ({ account }) => void accounts.push(account) })]);
    await put('222222222222');
    expect(sample.seen[0]!.headers).toMatchObject({
      authorization: expect.stringContaining('Credential=ASIA222222222222/20260101/eu-west-1/ecr/'),
      'x-amz-security-token': 'of 222222222222',
    });
    expect(accounts).toEqual(['222222222222']);
  });

  test('that is the caller’s own changes nothing', async () => {
    await sample.start();
    await put('111111111111');
    expect(sample.seen[0]!.headers.authorization).toContain('Credential=ASIAONE/');
  });
});

describe('bodies', () => {
  test('of many megabytes come and go whole', async () => {
    const sent = randomBytes(8 * 1024 * 1024);
    sample.moto = ({ body }, response) => response.end(body);
    await sample.start();
    const answer = await fetch(`${sample.url}/b/k`, {
      method: 'PUT',
      headers: signed('ASIAONE', 's3'),
      body: sent,
    });
    expect(sent.equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
  });

  test('that come in pieces, after a word to go on, reach moto with their length', async () => {
    await sample.start();
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const sending = request(
        `${sample.url}/b/k`,
        {
          method: 'PUT',
          headers: { ...signed('ASIAONE', 's3'), expect: '100-continue', 'transfer-encoding': 'chunked' },
        },
        resolve,
      );
      sending.on('error', reject);
      sending.on('continue', () => {
        sending.write('one ');
        sending.end('two');
      });
      sending.flushHeaders();
    });
    answer.resume();
    expect(String(sample.seen[0]!.body)).toBe('one two');
    expect(sample.seen[0]!.headers).toMatchObject({ 'content-length': '7' });
    expect(sample.seen[0]!.headers).not.toHaveProperty('expect');
  });

  test('of HEAD are not there, but their length is', async () => {
    sample.moto = (_, response) => {
      response.writeHead(200, { 'Content-Length': '4096', ETag: '"x"' });
      response.end();
    };
    await sample.start();
    const answer = await fetch(`${sample.url}/b/k`, { method: 'HEAD', headers: signed('ASIAONE', 's3') });
    expect(answer.headers.get('content-length')).toBe('4096');
    expect(await answer.text()).toBe('');
  });
});

describe('a reset', () => {
  test('empties every service, then moto, and forgets whose keys there were', async () => {
    const order: string[] = [];
    sample.moto = ({ path }, response) => {
      order.push(path);
      response.end('{"status":"ok"}');
    };
    const emptied = (name: string) => service({ reset: async () => void order.push(name) });
    await sample.start([emptied('one'), emptied('other')]);
    await post(signed('ASIAONE', 'ecs', CREATE));
    expect((await post({}, '', '/moto-api/reset')).status).toBe(200);
    expect(order).toEqual(['/', 'one', 'other', '/moto-api/reset']);
    expect(sample.resets).toBe(1);
    delete sample.accounts.ASIAONE;
    expect((await post(signed('ASIAONE', 'ecs', CREATE))).status).toBe(403);
  });

  test('that fails is said', async () => {
    await sample.start([service({ reset: () => Promise.reject(new Error('stuck')) })]);
    expect((await post({}, '', '/moto-api/reset')).status).toBe(500);
    expect(sample.seen).toEqual([]);
  });

  test('makes calls wait', async () => {
    let finish = () => undefined as void;
    const slow = service({ reset: () => new Promise<void>((resolve) => (finish = resolve)) });
    await sample.start([slow]);
    const reset = post({}, '', '/moto-api/reset');
    while (String(finish).includes('undefined')) await new Promise((resolve) => setTimeout(resolve, 5));
    const call = post(signed('ASIAONE', 'ecs', CREATE));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sample.seen).toEqual([]);
    finish();
    await Promise.all([reset, call]);
    expect(sample.seen.map(({ path }) => path)).toEqual(['/moto-api/reset', '/']);
  });
});

describe('addresses of the cloud’s own', () => {
  test('answer JSON with JSON, and never reach a service', async () => {
    await sample.start();
    sample.routes.add('echo', (body) => ({ body }));
    expect(await (await post({}, '{"a":1}', '/_slipway/echo')).json()).toEqual({ body: { a: 1 } });
    expect(await (await fetch(`${sample.url}/_slipway/echo?x=1`)).json()).toEqual({});
    expect(sample.seen).toEqual([]);
  });

  test('say what went wrong', async () => {
    await sample.start();
    sample.routes.add('broken', () => Promise.reject(new Error('no such database')));
    const answer = await fetch(`${sample.url}/_slipway/broken`);
    expect([answer.status, await answer.text()]).toEqual([500, 'no such database']);
    expect((await fetch(`${sample.url}/_slipway/absent`)).status).toBe(404);
  });

  test.each(['/_slipway/echo', '/moto-api/reset'])('are not for pages of a browser: %s', async (path) => {
    await sample.start();
    sample.routes.add('echo', () => ({}));
    expect((await post({ origin: 'http://evil.example' }, '{}', path)).status).toBe(403);
    expect(sample.resets).toBe(0);
  });

  test('can write their answer by themselves', async () => {
    await sample.start();
    sample.routes.addRaw('/_slipway/blobs/', async (path, response) => void response.end(path.slice(16)));
    expect(await (await fetch(`${sample.url}/_slipway/blobs/abc`)).text()).toBe('abc');
  });
});

describe('a connection that asks for another protocol', () => {
  const upgrade = (path: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(sample.port, '127.0.0.1');
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
      let said = '';
      socket.on('data', (chunk) => (said += String(chunk)));
      socket.on('close', () => resolve(said));
    });

  test('is handed to whoever serves its path', async () => {
    await sample.start();
    sample.routes.addUpgrade('/_slipway/sessions/', ({ url }, socket) => socket.end(`taken ${url}`));
    expect(await upgrade('/_slipway/sessions/7')).toBe('taken /_slipway/sessions/7');
  });

  test('is refused elsewhere', async () => {
    await sample.start();
    expect(await upgrade('/elsewhere')).toMatch(/^HTTP\/1\.1 404 /);
  });
});

test('a call that comes before the parts are there waits for them', async () => {
  const { Gateway } = await import('./gateway');
  const gateway = new Gateway();
  const port = await gateway.listen(0);
  const early = fetch(`http://127.0.0.1:${port}/_slipway/identity`);
  await new Promise((resolve) => setTimeout(resolve, 30));
  sample.routes.add('identity', () => ({ instance: 'i' }));
  gateway.start({
    services: [],
    routes: sample.routes,
    motoPort: 1,
    callers: { of: jest.fn() } as never,
    registries: { attribute: jest.fn() } as never,
    onReset: () => undefined,
    log: () => undefined,
  });
  expect(await (await early).json()).toEqual({ instance: 'i' });
  gateway.close();
});
