import { existsSync, mkdirSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { announce } from './announcement';

const INSTANCE = '20261101T000000-00000000';
/** Higher than any process id of Linux and macOS: who ends the cloud ends nobody. */
const NOBODY = 2 ** 30;

/** What it answers in place of AWS; all else is answered with an empty object. */
const ANSWERS: { readonly [action: string]: object } = {
  DescribeKey: { KeyMetadata: {} },
};

/** @param directory where this cloud keeps what it must remember */
export async function startStubCloud(directory: string): Promise<StubCloud> {
  const cloud = new StubCloud(directory);
  await cloud.start();
  return cloud;
}

/**
 * For specs: what answers at the address of an embedded cloud, and nothing behind it. Keeps what it was asked. To be
 * stopped like the real one; then its announcement is gone.
 */
export class StubCloud {
  /** In order: `points/take`, `occupants/add local`, `ecr CreateRepository in 111111111111 eu-west-1 {…}`. */
  readonly asked: string[] = [];
  readonly occupants = new Set<string>();
  sites: readonly object[] = [];
  /** Why no point can be taken. @default one is */
  refusal?: string;
  private readonly server = createServer((request, response) => {
    void this.answer(request).then((answer) => {
      if (answer === this.refusal) response.statusCode = 500;
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
  });

  constructor(private readonly directory: string) {}

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const { port } = this.server.address() as AddressInfo;
    mkdirSync(this.directory, { recursive: true });
    const started = '2026-11-01T00:00:00.000Z';
    announce(this.file, { instance: INSTANCE, pid: NOBODY, port, version: '5.0.0', started });
  }

  /** Nobody has stopped it. */
  get isAnnounced(): boolean {
    return existsSync(this.file);
  }

  remove(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private get file(): string {
    return join(this.directory, 'cloud.json');
  }

  private async answer(request: IncomingMessage): Promise<object | string> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { url = '', headers } = request;
    if (headers.authorization) return this.aws(request, body);
    const { name = '' } = (body ? JSON.parse(body) : {}) as { name?: string };
    switch (url) {
      case '/_slipway/identity':
        return { instance: INSTANCE };
      case '/_slipway/sites':
        return this.sites;
      case '/_slipway/occupants/add':
        this.occupants.add(name);
        break;
      case '/_slipway/occupants/remove':
        this.occupants.delete(name);
        break;
    }
    this.asked.push([url.replace('/_slipway/', ''), name].join(' ').trim());
    if (url.endsWith('/take') && this.refusal !== undefined) return this.refusal;
    return [...this.occupants];
  }

  /** The account that a role is assumed in becomes the key of its session, so that each call says whose it is. */
  private aws({ method, url, headers }: IncomingMessage, body: string): object | string {
    const [, account = '', region = '', service = ''] =
      /Credential=([^/]*)\/\d+\/([^/]*)\/([^/]*)\//.exec(headers.authorization ?? '') ?? [];
    if (service === 'sts') {
      const role = new URLSearchParams(body).get('RoleArn') ?? '';
      return `<AccessKeyId>${role.split(':')[4]}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>`;
    }
    const action = String(headers['x-amz-target'] ?? `${method} ${url}`).replace(/^.*\./, '');
    this.asked.push(`${service} ${action} in ${account} ${region} ${body}`.trim());
    return ANSWERS[action] ?? {};
  }
}
