import type { RunningBalancer } from '../load-balancer/load-balancers';
import type { NextHop } from '../http/relay';
import type { Origin, OriginServer } from './distribution';

/** What there is on this machine that an origin can be. */
export interface OriginSurroundings {
  balancers(): readonly RunningBalancer[];
  /** Name that a host name leads to by an alias record. */
  aliasTarget(host: string): string | undefined;
  /** How long a declared second takes. */
  readonly secondMs: number;
}

/** Where an origin is on this machine, and how long to wait for it. */
export type OriginAddress = Pick<NextHop, 'host' | 'port' | 'idleMs' | 'connectMs'>;

/** @returns `undefined` where it is no load balancer of this cloud, or does not listen as the origin wants */
export function originAddress(origin: Origin, surroundings: OriginSurroundings): OriginAddress | undefined {
  const { server, domainName } = origin;
  if (!server) return undefined;
  const name = surroundings.aliasTarget(domainName) ?? domainName;
  const port = listeningPort(name.toLowerCase(), server, surroundings.balancers());
  if (port === undefined) return undefined;
  const { secondMs } = surroundings;
  return {
    host: '127.0.0.1',
    port,
    idleMs: server.readTimeoutSeconds * secondMs,
    connectMs: server.connectTimeoutSeconds * secondMs,
  };
}

function listeningPort(
  dnsName: string,
  server: OriginServer,
  balancers: readonly RunningBalancer[],
): number | undefined {
  // "match-viewer" is HTTPS: it is what the viewer of the real distribution comes by.
  const plain = server.protocolPolicy === 'http-only';
  const wanted = { protocol: plain ? 'HTTP' : 'HTTPS', port: plain ? server.httpPort : server.httpsPort };
  return balancers
    .find((balancer) => balancer.dnsName.toLowerCase() === dnsName)
    ?.listeners.find(
      ({ protocol, declaredPort }) => protocol === wanted.protocol && declaredPort === wanted.port,
    )?.port;
}
