import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApiService } from './api-service';
import { Callers } from './callers';
import { Gateway } from './gateway';
import { InternalRoutes } from './internal-routes';
import { wholeBody } from './moto-proxy';
import { RegistryAccounts } from './registry-account';
import { RequestChecks } from './request-checks';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

type Answer = (seen: Seen, response: ServerResponse) => void;

/** A gateway before something that answers as moto does, as far as the gateway asks. */
export class SampleGateway {
  /** What came to moto, but for the gateway's own questions. */
  readonly seen: Seen[] = [];
  /** Whose key it is; others are refused. */
  readonly accounts: { [accessKey: string]: string } = { ASIAONE: '111111111111', ASIATWO: '222222222222' };
  readonly lines: string[] = [];
  readonly routes = new InternalRoutes();
  questions = 0;
  resets = 0;
  /** Whether requests are checked. */
  isChecking = false;
  /** @default 200 with nothing */
  moto: Answer = (_, response) => response.end();
  url = '';
  port = 0;
  private readonly gateway = new Gateway();
  private readonly backend = createServer((request, response) => {
    void wholeBody(request).then((body) => {
      const { method = '', url: path = '', headers } = request;
      this.answer({ method, path, headers, body }, response);
    });
  });

  async start(services: readonly ApiService[] = []): Promise<void> {
    await new Promise<void>((resolve) => this.backend.listen(0, '127.0.0.1', resolve));
    const motoPort = (this.backend.address() as AddressInfo).port;
    const endpoint = `http://127.0.0.1:${motoPort}`;
    this.port = await this.gateway.listen(0);
    this.url = `http://127.0.0.1:${this.port}`;
    this.gateway.start({
      services,
      routes: this.routes,
      motoPort,
      callers: new Callers(endpoint),
      registries: new RegistryAccounts(endpoint),
      onReset: () => (this.resets += 1),
      ...(this.isChecking && { checks: new RequestChecks(motoPort, (line) => this.lines.push(line)) }),
      log: (line) => this.lines.push(line),
    });
  }

  stop(): void {
    this.gateway.close();
    this.backend.close();
    this.backend.closeAllConnections();
  }

  private answer(seen: Seen, response: ServerResponse): void {
    const form = new URLSearchParams(String(seen.body));
    const key = /Credential=([^/]+)/.exec(seen.headers.authorization ?? '')?.[1] ?? '';
    if (form.get('Action') === 'GetCallerIdentity') {
      this.questions += 1;
      const account = this.accounts[key];
      if (account) {
        const arn = `arn:aws:sts::${account}:assumed-role/deployer/${key}`;
        return void response.end(`<Arn>${arn}</Arn><Account>${account}</Account>`);
      }
      response.writeHead(403);
      return void response.end('<Error><Code>ExpiredToken</Code><Message>make new ones</Message></Error>');
    }
    if (form.get('Action') === 'AssumeRole') {
      const account = /::(\d+):/.exec(form.get('RoleArn') ?? '')?.[1] ?? '';
      return void response.end(
        `<AccessKeyId>ASIA${account}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>of ${account}</SessionToken>`,
      );
    }
    this.seen.push(seen);
    this.moto(seen, response);
  }
}

/** Headers of a signed call. */
export function signed(accessKey: string, service: string, target?: string): { [name: string]: string } {
  const scope = `${accessKey}/20260101/eu-west-1/${service}/aws4_request`;
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
    ...(target && { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' }),
  };
}

/** A service that answers nothing, but for this. */
export function sampleService(part: Partial<ApiService>): ApiService {
  return {
    answer: async () => undefined,
    reset: async () => undefined,
    stop: async () => undefined,
    ...part,
  };
}
