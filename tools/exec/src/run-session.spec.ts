import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { sampleCompany, type SampleCompany } from '@slipway/tool-outbound/testing';
import { WebSocketServer } from 'ws';
import { runSession } from './run-session';

const STREAM = 'wss://ssmmessages.eu-west-1.amazonaws.com/v1/data-channel/acme';

let company: SampleCompany;
beforeEach(async () => {
  company = await sampleCompany((_, response) => response.writeHead(404).end());
});
afterEach(() => company.close());

const session = (env: NodeJS.ProcessEnv) =>
  runSession(
    { streamUrl: STREAM, tokenValue: 'a token' },
    { stdin: new PassThrough(), stdout: new PassThrough() },
    env,
  );

it('goes through the proxy, and trusts the authority that is named', async () => {
  const server = new WebSocketServer({ server: company.server });
  const ended = session({ HTTPS_PROXY: company.proxy, NODE_EXTRA_CA_CERTS: company.authority });
  const failed = expect(ended).rejects.toThrow('broke off');
  const [socket] = await once(server, 'connection');
  const [first] = await once(socket, 'message');
  socket.close();
  await failed;

  expect(JSON.parse(String(first))).toMatchObject({ TokenValue: 'a token' });
  expect(company.asked).toEqual(['ssmmessages.eu-west-1.amazonaws.com:443']);
});

it('says that a proxy lets nobody through', async () => {
  const closed = await sampleCompany(() => undefined, 407);
  await expect(session({ https_proxy: closed.proxy })).rejects.toThrow('answers 407');
  closed.close();
});

it('does not trust an authority that nobody named', async () => {
  await expect(session({ HTTPS_PROXY: company.proxy })).rejects.toThrow('self-signed certificate');
});
