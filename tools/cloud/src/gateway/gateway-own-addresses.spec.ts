import { connect } from 'node:net';
import { SampleGateway, sampleService, signed } from './sample-gateway';

jest.setTimeout(30_000);

const CREATE = 'AmazonEC2ContainerServiceV20141113.CreateCluster';
let sample: SampleGateway;
beforeEach(() => {
  sample = new SampleGateway();
});
afterEach(() => sample.stop());

const post = (headers: { [name: string]: string }, body = '{}', path = '/') =>
  fetch(`${sample.url}${path}`, { method: 'POST', headers, body });

describe('a reset', () => {
  test('empties every service, then moto, and forgets whose keys there were', async () => {
    const order: string[] = [];
    sample.moto = ({ path }, response) => {
      order.push(path);
      response.end('{"status":"ok"}');
    };
    const emptied = (name: string) => sampleService({ reset: async () => void order.push(name) });
    await sample.start([emptied('one'), emptied('other')]);
    await post(signed('ASIAONE', 'ecs', CREATE));
    expect((await post({}, '', '/moto-api/reset')).status).toBe(200);
    expect(order).toEqual(['/', 'one', 'other', '/moto-api/reset']);
    expect(sample.resets).toBe(1);
    delete sample.accounts.ASIAONE;
    expect((await post(signed('ASIAONE', 'ecs', CREATE))).status).toBe(403);
  });

  test('that fails is said', async () => {
    await sample.start([sampleService({ reset: () => Promise.reject(new Error('stuck')) })]);
    expect((await post({}, '', '/moto-api/reset')).status).toBe(500);
    expect(sample.seen).toEqual([]);
  });

  test('makes calls wait', async () => {
    let finish = () => undefined as void;
    const slow = sampleService({ reset: () => new Promise<void>((resolve) => (finish = resolve)) });
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
