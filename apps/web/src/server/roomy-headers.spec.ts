import http, { type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { roomyHeaders } from './roomy-headers';

const { createServer } = http;
let server: Server;

beforeEach(async () => {
  roomyHeaders();
  server = http.createServer((request, response) => response.end(String(request.headers.cookie?.length)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
});

afterEach(() => {
  http.createServer = createServer;
  server.closeAllConnections();
  server.close();
});

/** All that comes back to what is sent. */
async function answerTo(sent: string): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk)).on('error', () => undefined);
  socket.write(sent);
  await once(socket, 'close');
  return answer;
}

const withCookie = (length: number) =>
  answerTo(`GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncookie: ${'c'.repeat(length)}\r\n\r\n`);

test.each([100, 20_000, 60_000])('cookies of %d bytes are taken', async (length) => {
  const answer = await withCookie(length);
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toContain(String(length));
});

test('what no load balancer would let through gets a page that says what to do', async () => {
  const answer = await withCookie(80_000);
  expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  expect(answer).toContain('content-type: text/html');
  expect(answer).toContain('Delete the cookies of this site');
});

test('what is no HTTP is refused as Node does', async () => {
  expect(await answerTo('nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
});

test('who asks for a size of its own has it', async () => {
  const small = http.createServer({ maxHeaderSize: 1024 }, (_, response) => response.end());
  await once(small.listen(0, '127.0.0.1'), 'listening');
  [server, small].forEach((each) => each === server && each.close());
  server = small;
  expect(await withCookie(2_000)).toMatch(/^HTTP\/1\.1 431 /);
});
