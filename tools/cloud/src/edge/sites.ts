import type { RunningBalancer } from '../load-balancer/load-balancers';
import type { RunningDistribution } from './edges';

/** A site that can be opened on this machine. */
export interface Site {
  /** Names that users would type. */
  readonly hosts: readonly string[];
  readonly account: string;
  /** Such as `http://127.0.0.1:41234`. */
  readonly url: string;
}

/**
 * Distributions, and the load balancers that stand behind none.
 *
 * @param hostsOf names that lead to a load balancer's own
 */
export function sitesOf(
  distributions: readonly RunningDistribution[],
  balancers: readonly RunningBalancer[],
  hostsOf: (dnsName: string) => readonly string[],
): readonly Site[] {
  const origins = new Set(
    distributions.flatMap(({ distribution }) => distribution.origins).map(({ domainName }) => domainName),
  );
  return [
    ...distributions.map(({ account, distribution: { aliases, domainName }, port }) =>
      site(account, aliases, domainName, port),
    ),
    ...balancers
      .filter(({ dnsName }) => !origins.has(dnsName))
      .flatMap(({ account, dnsName, listeners }) => {
        // The plain one, where there are both, only redirects.
        const listener = listeners.find(({ protocol }) => protocol === 'HTTPS') ?? listeners[0];
        return listener ? [site(account, hostsOf(dnsName), dnsName, listener.port)] : [];
      }),
  ];
}

function site(account: string, hosts: readonly string[], ownName: string, port: number): Site {
  return { hosts: hosts.length > 0 ? hosts : [ownName], account, url: `http://127.0.0.1:${port}` };
}
