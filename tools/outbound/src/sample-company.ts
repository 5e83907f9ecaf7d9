import { KeyObject, webcrypto } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SampleCompany {
  /** `HTTPS_PROXY` and the like, with a proxy that writes down whom it is asked for. */
  readonly proxy: string;
  /** File of the company's own authority, PEM; every host that the proxy leads to shows its certificate. */
  readonly authority: string;
  /** `host:port` of each CONNECT, and the URL of each plain request, in order. */
  readonly asked: readonly string[];
  /** What the proxy was given as credentials, in order. */
  readonly credentials: readonly (string | undefined)[];
  readonly server: Server;
  close(): void;
}

/**
 * A company's network for specs: a recording proxy that takes every name to one server, with TLS and an authority that
 * nobody else knows. Nothing leaves this machine.
 *
 * @param refusal what the proxy answers instead of a connection. @default none
 */
export async function sampleCompany(answer: RequestListener, refusal?: number): Promise<SampleCompany> {
  const { certificate, key } = await selfSigned();
  const server = createTlsServer({ cert: certificate, key }, answer) as unknown as Server;
  const plain = createServer(answer);
  const [secure, open] = [await listen(server), await listen(plain)];
  const asked: string[] = [];
  const credentials: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const proxy = createServer((incoming, outgoing) => {
    asked.push(incoming.url ?? '');
    const { method, headers } = incoming;
    const path = new URL(incoming.url ?? '').pathname;
    const onward = request({ port: open, host: '127.0.0.1', path, method, headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  proxy.on('connect', (incoming, socket: Socket) => {
    asked.push(incoming.url ?? '');
    credentials.push(incoming.headers['proxy-authorization']);
    if (refusal) return void socket.end(`HTTP/1.1 ${refusal} No\r\ncontent-length: 0\r\n\r\n`);
    const onward = connect(secure, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    for (const end of [socket, onward]) sockets.add(end.on('error', () => end.destroy()));
  });
  const folder = mkdtempSync(join(tmpdir(), 'slipway-company-'));
  const authority = join(folder, 'authority.pem');
  writeFileSync(authority, certificate);
  return {
    proxy: `http://127.0.0.1:${await listen(proxy)}`,
    authority,
    asked,
    credentials,
    server,
    close() {
      for (const socket of sockets) socket.destroy();
      for (const each of [server, plain, proxy]) {
        each.closeAllConnections();
        each.close();
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const NAMES = [
  '*.eu-west-1.amazonaws.com',
  '*.sso.eu-west-1.amazonaws.com',
  '*.slack.com',
  '*.github.com',
  '*.hashicorp.com',
  '*.terraform.io',
  '*.example',
];

/** Its own authority, for an hour before and after now. */
async function selfSigned(): Promise<{ certificate: string; key: string }> {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const hour = 60 * 60_000;
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=An authority of a company',
    notBefore: new Date(Date.now() - hour),
    notAfter: new Date(Date.now() + hour),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.SubjectAlternativeNameExtension(NAMES.map((value) => ({ type: 'dns', value }))),
    ],
  });
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' });
  return { certificate: made.toString('pem'), key: String(key) };
}
