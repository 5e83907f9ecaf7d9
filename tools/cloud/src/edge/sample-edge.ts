import type { RequestListener } from 'node:http';
import { ask, SampleTarget } from '../load-balancer/sample-target';
import { BucketStore } from './bucket-store';
import { cachePolicy } from './cache-policy';
import type { Behaviour, Distribution, Origin } from './distribution';
import { EdgeServer } from './edge-server';
import { BEHAVIOUR, DISTRIBUTION, ORIGIN } from './sample-distribution';

/** Managed-CachingOptimized for everything, compressed. */
export const CACHED: Behaviour = {
  ...BEHAVIOUR,
  caching: cachePolicy('658327ea-f89d-4fab-a63d-7e88639e58f6'),
  compress: true,
};

/** How long a declared second takes here, in milliseconds. */
export const SECOND_MS = 100;

/** An edge of a spec, before origins whose answers can be changed at will. */
export class SampleEdge {
  port = 0;
  private edge?: EdgeServer;
  private readonly targets: SampleTarget[] = [];
  private readonly running: { dnsName: string; port: number }[] = [];
  private readonly aliases = new Map<string, string>();

  /** Starts a load balancer of that name. Its origin is called as it is. */
  async balancer(dnsName: string, answer: RequestListener): Promise<Origin> {
    const target = new SampleTarget();
    this.targets.push(target);
    const { port } = await target.start(answer);
    this.running.push({ dnsName, port });
    return { ...ORIGIN, id: dnsName, domainName: dnsName, headers: { 'X-Secret': `of ${dnsName}` } };
  }

  /** A name that leads to a load balancer's. */
  alias(host: string, dnsName: string): void {
    this.aliases.set(host, dnsName);
  }

  async start(declared: Partial<Distribution>): Promise<void> {
    this.edge = new EdgeServer(
      { ...DISTRIBUTION, ...declared },
      {
        account: '222222222222',
        // Nobody listens there.
        buckets: new BucketStore('http://127.0.0.1:1'),
        secondMs: SECOND_MS,
        aliasTarget: (host) => this.aliases.get(host),
        balancers: () =>
          this.running.map(({ dnsName, port }) => ({
            ...{ account: '222222222222', region: 'eu-west-1', arn: dnsName, name: dnsName, dnsName },
            listeners: [{ protocol: 'HTTPS' as const, declaredPort: 443, port }],
          })),
      },
    );
    this.port = await this.edge.listen();
  }

  declare(declared: Partial<Distribution>): void {
    this.edge?.declare({ ...DISTRIBUTION, ...declared });
  }

  invalidate(...paths: string[]): void {
    this.edge?.invalidate(paths);
  }

  ask(path: string, options?: Parameters<typeof ask>[2]): ReturnType<typeof ask> {
    return ask(this.port, path, options);
  }

  stop(): void {
    this.edge?.close();
    for (const target of this.targets) target.stop();
  }
}
