import type { RunningBalancer } from '../load-balancer/load-balancers';
import type { Origin } from './distribution';

/**
 * Port of this machine on which an origin is served.
 *
 * @returns `undefined` where the origin is no load balancer of this cloud, or it does not listen as the origin wants
 */
export function originPort(origin: Origin, balancers: readonly RunningBalancer[]): number | undefined {
  const { server } = origin;
  if (!server) return undefined;
  // "match-viewer" is HTTPS: it is what the viewer of the real distribution comes by.
  const plain = server.protocolPolicy === 'http-only';
  const wanted = { protocol: plain ? 'HTTP' : 'HTTPS', port: plain ? server.httpPort : server.httpsPort };
  return balancers
    .find(({ dnsName }) => dnsName.toLowerCase() === origin.domainName.toLowerCase())
    ?.listeners.find(
      ({ protocol, declaredPort }) => protocol === wanted.protocol && declaredPort === wanted.port,
    )?.port;
}
