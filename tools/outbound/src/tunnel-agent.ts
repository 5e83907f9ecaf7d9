import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { AgentConnectOpts } from 'agent-base';
import { HttpsProxyAgent } from 'https-proxy-agent';

/**
 * Goes to a host of https through a proxy. What a proxy says that lets nobody through is an error of the network here;
 * the library hands it on as if the host had answered, and a proxy's 403 would be taken for AWS's.
 */
export class TunnelAgent extends HttpsProxyAgent<string> {
  override async connect(request: ClientRequest, options: AgentConnectOpts): Promise<Socket> {
    let status: number | undefined;
    const heard = (answer: { readonly statusCode: number }) => (status = answer.statusCode);
    request.once('proxyConnect', heard);
    const socket = await super.connect(request, options as Parameters<HttpsProxyAgent<string>['connect']>[1]);
    request.off('proxyConnect', heard);
    if (status === undefined || status === 200) return socket;
    socket.destroy();
    throw Object.assign(new Error(words(this.proxy.host, status, `${options.host}:${options.port}`)), {
      code: 'EPROXY',
    });
  }
}

function words(proxy: string, status: number, target: string): string {
  const why =
    status === 407
      ? ': it wants a name and a password, as in HTTPS_PROXY=http://name:password@host:port'
      : '; ask whoever runs it, or name the host in NO_PROXY if it can be reached directly';
  return `the proxy ${proxy} answers ${status} for ${target}${why}`;
}
