import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { offersTls } from './tls-offer';

const servers: Server[] = [];

afterAll(() => servers.forEach((server) => server.close()));

async function serve(answer: (socket: Socket, request: Buffer) => void): Promise<number> {
  const server = createServer((socket) => socket.once('data', (request) => answer(socket, request)));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

test.each([
  ['S', true],
  ['N', false],
])('a server that answers %s to the request for TLS', async (answer, offered) => {
  let asked = '';
  const port = await serve((socket, request) => {
    asked = request.toString('hex');
    socket.write(answer);
  });
  expect(await offersTls('127.0.0.1', port, 5_000)).toBe(offered);
  expect(asked).toBe('0000000804d2162f');
});

test('who answers nothing, or hangs up, is an error', async () => {
  const silent = await serve(() => undefined);
  await expect(offersTls('127.0.0.1', silent, 50)).rejects.toThrow('does not answer');
  const rude = await serve((socket) => socket.destroy());
  await expect(offersTls('127.0.0.1', rude, 5_000)).rejects.toThrow(/closed the connection|ECONNRESET/);
  await expect(offersTls('127.0.0.1', 1, 5_000)).rejects.toThrow('ECONNREFUSED');
});
