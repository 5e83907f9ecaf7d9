import type { ApiCall } from '../gateway/api-service';

/**
 * Which host names lead to which load balancer, learnt by watching Route 53's changes go by: a site without a CDN and
 * an origin with a name of its own need it, and moto's answers would have to be asked for in every zone of every
 * account.
 */
export class AliasRecords {
  private readonly targets = new Map<string, string>();

  /** @param call that moto has accepted */
  observe({ service, method, path, body }: ApiCall): void {
    if (service !== 'route53' || method !== 'POST' || !/\/rrset\/?($|\?)/.test(path)) return;
    const [, zone = ''] = /\/hostedzone\/([^/]+)\//.exec(path) ?? [];
    for (const [change] of body.toString('utf8').matchAll(/<Change>[^]*?<\/Change>/g)) {
      const field = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(change)?.[1];
      const [host, target] = [field('Name'), field('DNSName')];
      if (host === undefined || target === undefined) continue;
      // A name has two such records, for IPv4 and IPv6; they go together.
      const key = `${zone}/${plain(host)}`;
      if (field('Action') === 'DELETE') this.targets.delete(key);
      else this.targets.set(key, plain(target).replace(/^dualstack\./, ''));
    }
  }

  /** Host names that lead to a load balancer's own. */
  hostsOf(dnsName: string): readonly string[] {
    return [...this.targets]
      .filter(([, target]) => target === plain(dnsName))
      .map(([key]) => key.slice(key.indexOf('/') + 1));
  }

  /** Name that a host name leads to, such as a load balancer's own. */
  targetOf(host: string): string | undefined {
    return [...this.targets].find(([key]) => key.slice(key.indexOf('/') + 1) === plain(host))?.[1];
  }

  save(): readonly (readonly [key: string, target: string])[] {
    return [...this.targets];
  }

  restore(saved: ReturnType<AliasRecords['save']>): void {
    for (const [key, target] of saved) this.targets.set(key, target);
  }

  clear(): void {
    this.targets.clear();
  }
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
