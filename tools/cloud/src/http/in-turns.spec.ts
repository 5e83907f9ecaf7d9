import { once } from 'node:events';
import {
  Agent,
  createServer,
  get,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { inTurns } from './in-turns';

const CROWD = 60;
const NEWCOMERS = 30;

let server: Server;
let agent: Agent;
let port: number;
beforeEach(() => (agent = new Agent({ keepAlive: true })));
afterEach(() => {
  agent.destroy();
  server.closeAllConnections();
  server.close();
});

async function listen(listener: RequestListener): Promise<void> {
  server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
}

const ask = (through: Agent | false, path = '/') =>
  new Promise<string>((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, agent: through }, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => (body += String(chunk))).on('end', () => resolve(body));
    }).on('error', reject);
  });

it('newcomers get their turn beside a crowd that asks again at once', async () => {
  let answered = 0;
  await listen(
    inTurns((_, response) => {
      answered += 1;
      response.end('ok');
    }),
  );
  let isOver = false;
  const crowd = Array.from({ length: CROWD }, async () => {
    while (!isOver) await ask(agent);
  });
  while (answered < 10 * CROWD) await new Promise(setImmediate);
  const before = answered;
  await Promise.all(Array.from({ length: NEWCOMERS }, () => ask(false)));
  const meanwhile = answered - before;
  isOver = true;
  await Promise.all(crowd);

  // Taken one in each round of the whole crowd, they would be answered after 30 times as many.
  expect(meanwhile).toBeLessThan((CROWD * NEWCOMERS) / 2);
});

it('requests are begun in the order in which they came, and none is lost', async () => {
  const begun: string[] = [];
  await listen(
    inTurns(({ url = '' }, response) => {
      begun.push(url);
      response.end(url);
    }),
  );
  const paths = Array.from({ length: 20 }, (_, number) => `/${number}`);
  const socket = connect(port, '127.0.0.1');
  socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`).join(''));
  let text = '';
  for await (const chunk of socket) {
    text += String(chunk);
    if (text.includes('/19')) break;
  }

  expect(begun).toEqual(paths);
});

it('a few are begun in a round, and whoever goes away while waiting is not', async () => {
  await listen(() => undefined);
  // Rounds of the tests before are over.
  for (let round = 0; round < 5; round++) await new Promise(setImmediate);
  const begun: string[] = [];
  const listener = inTurns(({ url = '' }) => void begun.push(url));
  const responses = Array.from({ length: 6 }, () => ({ closed: false }));
  for (const [number, response] of responses.entries())
    listener({ url: `/${number}` } as IncomingMessage, response as unknown as ServerResponse);
  const atOnce = begun.length;
  responses[3]!.closed = true;
  while (begun.at(-1) !== '/5') await new Promise(setImmediate);

  expect(atOnce).toBeGreaterThan(0);
  expect(atOnce).toBeLessThan(3);
  expect(begun).toEqual(['/0', '/1', '/2', '/4', '/5']);
});
