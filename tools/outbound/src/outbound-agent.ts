import { Agent as HttpAgent, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions } from 'node:https';
import { Agent, type AgentConnectOpts } from 'agent-base';
import { authorities } from './authorities';
import { namesProxy, proxyFor } from './proxy-for';

/** Connections are kept for the next call; so many at once to one host as AWS's SDKs have. */
const KEPT = { keepAlive: true, maxSockets: 50 } as const;

/**
 * For `node:http`, `node:https`, AWS's SDKs and `ws`: goes through the proxy and trusts the authorities that the
 * environment names, asked anew for each host.
 *
 * @returns `undefined` when the environment names neither; what a client has by itself will do then
 * @throws Failure `usage` when a file of authorities cannot be read. The request fails so when the proxy is none.
 */
export function outboundAgent(env: NodeJS.ProcessEnv = process.env): HttpAgent | undefined {
  const ca = authorities(env);
  return ca || namesProxy(env) ? new OutboundAgent(env, ca) : undefined;
}

/** Chooses by host; the agents that it hands on to hold the connections. */
class OutboundAgent extends Agent {
  readonly #agents = new Map<string, Promise<HttpAgent>>();

  constructor(
    private readonly env: NodeJS.ProcessEnv,
    ca: string[] | undefined,
  ) {
    // What the request carries on to whichever agent it is handed to.
    super({ ...KEPT, ...(ca && { ca }) });
  }

  override async connect(request: ClientRequest, options: AgentConnectOpts): Promise<HttpAgent> {
    const scheme = options.secureEndpoint ? 'https:' : 'http:';
    const proxy = proxyFor(new URL(`${scheme}//${hostOf(request, options)}`), this.env);
    return this.#agent(options.secureEndpoint, proxy);
  }

  override destroy(): void {
    for (const agent of this.#agents.values()) void agent.then((made) => made.destroy());
    super.destroy();
  }

  #agent(secure: boolean, proxy: URL | undefined): Promise<HttpAgent> {
    const key = `${secure} ${proxy?.href}`;
    const known = this.#agents.get(key);
    if (known) return known;
    const made = makeAgent(secure, proxy, this.options);
    this.#agents.set(key, made);
    return made;
  }
}

function hostOf(request: ClientRequest, { host, port }: AgentConnectOpts): string {
  const name = host ?? request.host;
  return `${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}:${port}`;
}

/** What speaks to proxies is loaded when there is one: it would cost every start of a command some milliseconds. */
async function makeAgent(secure: boolean, proxy: URL | undefined, options: AgentOptions): Promise<HttpAgent> {
  if (!proxy) return secure ? new HttpsAgent(options) : new HttpAgent(options);
  if (secure) return new (await import('./tunnel-agent')).TunnelAgent(proxy, options);
  return new (await import('http-proxy-agent')).HttpProxyAgent(proxy, options);
}
