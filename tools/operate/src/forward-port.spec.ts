import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { forwardPort } from './forward-port';
import { freePort } from './psql';

let database: Server;
let port: number;
let localPort: number;
let stop: AbortController;

beforeEach(async () => {
  database = createServer((socket) => void socket.on('data', (data) => socket.write(`got ${String(data)}`)));
  database.listen(0, '127.0.0.1');
  await once(database, 'listening');
  port = (database.address() as AddressInfo).port;
  localPort = await freePort();
  stop = new AbortController();
});
afterEach(() => {
  stop.abort();
  database.close();
});

const forward = () => forwardPort({ host: '127.0.0.1', port, localPort }, stop.signal);

async function opened() {
  const client = connect(localPort, '127.0.0.1');
  client.on('error', () => undefined);
  await once(client, 'connect');
  return client;
}

it('hands on what is said in both directions, also to several at once', async () => {
  await forward();
  const clients = await Promise.all([opened(), opened()]);
  const answers = clients.map((client) => once(client, 'data'));
  clients.forEach((client, index) => client.write(`word ${index}`));

  expect((await Promise.all(answers)).map(String)).toEqual(['got word 0', 'got word 1']);
});

it('closes with every connection when it is stopped', async () => {
  const { closed } = await forward();
  const client = await opened();
  client.write('a');
  await once(client, 'data');
  const ended = once(client, 'close');
  stop.abort();

  await Promise.all([closed, ended]);
  await expect(opened()).rejects.toThrow('ECONNREFUSED');
});

it('goes on after a client that went away, and a database that did', async () => {
  await forward();
  (await opened()).destroy();
  const client = await opened();
  client.write('b');

  expect(String(await once(client, 'data'))).toBe('got b');
});

it('says when the port is taken', async () => {
  await forward();

  await expect(forward()).rejects.toMatchObject({
    kind: 'usage',
    message: `Port ${localPort} is taken. No connection was opened. Choose another --port.`,
  });
});
