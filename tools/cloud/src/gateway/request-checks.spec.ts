import { SampleGateway, signed } from './sample-gateway';

let sample: SampleGateway;

beforeEach(() => {
  sample = new SampleGateway();
  sample.isChecking = true;
  sample.moto = ({ path }, response) => {
    response.writeHead(path.startsWith('/_slipway/check/') ? 204 : 200);
    response.end();
  };
});

afterEach(() => sample.stop());

const ours = {
  answer: async () => ({ status: 200, headers: {}, body: 'ours' }),
  reset: async () => undefined,
  stop: async () => undefined,
};

const put = (headers: { [name: string]: string }) =>
  fetch(`${sample.url}/acme/%20k?x=1`, { method: 'PUT', headers, body: 'bytes' });

test('a signed call is handed over as it was sent, before its client has the answer', async () => {
  await sample.start();
  await put({ ...signed('ASIAONE', 's3'), 'x-mine': 'yes' });
  const sent = { method: 'PUT', body: Buffer.from('bytes') };
  expect(sample.seen).toHaveLength(2);
  for (const path of ['/_slipway/check/acme/%20k?x=1', '/acme/%20k?x=1'])
    expect(sample.seen).toContainEqual(
      expect.objectContaining({ ...sent, path, headers: expect.objectContaining({ 'x-mine': 'yes' }) }),
    );
});

test('a call that a service of our own answers is checked too', async () => {
  await sample.start([ours]);
  expect(await (await put(signed('ASIAONE', 'ecs'))).text()).toBe('ours');
  expect(sample.seen.map(({ path }) => path)).toEqual(['/_slipway/check/acme/%20k?x=1']);
});

test('a request that nobody has signed is no call', async () => {
  await sample.start();
  await put({});
  expect(sample.seen.map(({ path }) => path)).toEqual(['/acme/%20k?x=1']);
});

test('a check that fails is told in the log, and the call goes on', async () => {
  sample.moto = (_, response) => {
    response.writeHead(500);
    response.end();
  };
  await sample.start([ours]);
  expect((await put(signed('ASIAONE', 'ecs'))).status).toBe(200);
  expect(sample.lines).toContain('A request was not checked (HTTP 500).');
});

test('nothing is checked where nobody asked for it', async () => {
  sample.isChecking = false;
  await sample.start();
  await put(signed('ASIAONE', 's3'));
  expect(sample.seen.map(({ path }) => path)).toEqual(['/acme/%20k?x=1']);
});
