import { originDomain } from '@slipway/core';
import type { RunningBalancer } from '../load-balancer/load-balancers';
import type { AliasRecords } from './alias-records';
import type { RunningDistribution } from './running-distribution';

/** A site that can be opened on this machine. */
export interface Site {
  /** Names that users would type. */
  readonly hosts: readonly string[];
  readonly account: string;
  /** Such as `http://127.0.0.1:41234`. */
  readonly url: string;
}

/** Distributions, and the load balancers that stand behind none. */
export function sitesOf(
  distributions: readonly RunningDistribution[],
  balancers: readonly RunningBalancer[],
  records: Pick<AliasRecords, 'hostsOf' | 'targetOf'>,
): readonly Site[] {
  const origins = new Set(
    distributions
      .flatMap(({ distribution }) => distribution.origins)
      .map(({ domainName }) => records.targetOf(domainName) ?? domainName),
  );
  // The name by which only a CDN asks is nobody's to type, also while no CDN does.
  const hosts = (dnsName: string) => records.hostsOf(dnsName).filter((host) => !isOriginDomain(host));
  return [
    ...distributions.map(({ account, distribution: { aliases, domainName }, port }) =>
      site(account, aliases, domainName, port),
    ),
    ...balancers
      .filter(({ dnsName }) => !origins.has(dnsName))
      .flatMap(({ account, dnsName, listeners }) => {
        // The plain one, where there are both, only redirects.
        const listener = listeners.find(({ protocol }) => protocol === 'HTTPS') ?? listeners[0];
        return listener ? [site(account, hosts(dnsName), dnsName, listener.port)] : [];
      }),
  ];
}

function site(account: string, hosts: readonly string[], ownName: string, port: number): Site {
  return { hosts: hosts.length > 0 ? hosts : [ownName], account, url: `http://127.0.0.1:${port}` };
}

function isOriginDomain(host: string): boolean {
  return host === originDomain({ domain: { name: host.replace(/^[^.]*\./, '') } });
}
