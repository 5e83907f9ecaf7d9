import { connect } from 'node:net';
import { FORWARD, WHERE } from './sample-balancers';
import { RunningBalancers } from './sample-running-balancers';
import { ask, type SampleTarget } from './sample-target';

let running: RunningBalancers;

beforeEach(() => (running = new RunningBalancers()));
afterEach(() => running.stop());

const page = (title: string) =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;

test('503 without a target, and with new ones only', async () => {
  const port = await running.start();
  const answer = await ask(port);
  expect(answer).toMatchObject({ status: 503, body: page('503 Service Temporarily Unavailable') });
  expect(answer.headers).toMatchObject({ server: 'awselb/2.0', 'content-type': 'text/html' });
  const target = running.target();
  target.health = 500;
  running.declared.group = { UnhealthyThresholdCount: 10, HealthCheckIntervalSeconds: 300 };
  await running.balancers.refresh(WHERE);
  await running.register(await target.start(), 'initial');
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
  const port = await running.start();
  await running.register(await running.target().startRaw(answer));
  expect(await ask(port)).toMatchObject({ status: 502, body: page('502 Bad Gateway') });
});

test('502 when a healthy target refuses the connection', async () => {
  running.declared.group = { HealthCheckIntervalSeconds: 300 };
  const port = await running.start();
  const target = running.target();
  await running.register(await target.start());
  target.stop();
  expect((await ask(port)).status).toBe(502);
});

test('504 when a target is silent for the idle timeout', async () => {
  running.declared.attributes = { 'idle_timeout.timeout_seconds': '3' };
  const port = await running.start();
  await running.register(await running.target().start(() => undefined));
  expect(await ask(port)).toMatchObject({ status: 504, body: page('504 Gateway Time-out') });
});

test('400 to what is no request', async () => {
  const port = await running.start();
  const answer = await new Promise<string>((resolve) => {
    let read = '';
    const socket = connect(port, '127.0.0.1', () => socket.write('what is this\r\n\r\n'));
    socket.on('data', (data) => (read += data)).on('close', () => resolve(read));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nServer: awselb\/2\.0\r\n/);
  expect(answer).toContain(page('400 Bad Request'));
});

test('an answer that breaks off is no whole answer', async () => {
  const port = await running.start();
  await running.register(
    await running
      .target()
      .startRaw((socket) =>
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf', () => socket.destroy()),
      ),
  );
  await expect(ask(port)).rejects.toThrow('aborted');
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
  running.declared.listeners = [
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
  const port = await running.start();
  expect(await ask(port)).toMatchObject({ status: 403, body: 'Forbidden' });
  expect((await ask(port, '/', { headers: { 'X-Origin': 'secret' } })).body).toBe('first');
  expect((await ask(port, '/', { headers: { 'X-Origin': 'other' } })).body).toBe('later');
  expect((await ask(port, '/', { headers: { 'X-Origin': 'login' } })).status).toBe(561);
  const plain = running.balancers.running()[0]?.listeners[1]?.port ?? 0;
  const redirected = await ask(plain, '/a?b', { headers: { host: 'acme.example' } });
  expect(redirected).toMatchObject({ status: 301, headers: { location: 'https://acme.example:443/a?b' } });
});
