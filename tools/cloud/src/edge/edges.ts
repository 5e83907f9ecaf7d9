import type { AccountOptions } from '../credentials';
import type { ApiAnswer, ApiCall, ApiService } from '../gateway/api-service';
import { coalesce } from '../coalesce';
import type { KeptPart } from '../points/kept-part';
import type { RunningBalancer } from '../load-balancer/load-balancers';
import { PreferredPorts } from '../http/preferred-ports';
import { AliasRecords } from './alias-records';
import type { BucketStore } from './bucket-store';
import type { Distribution } from './distribution';
import { EdgeServer } from './edge-server';
import { invalidationOf } from './invalidation';
import type { EdgeSurroundings } from './reach-origin';
import type { RunningDistribution } from './running-distribution';
import { readDistributions, type DistributionReader } from './read-distributions';
import { sitesOf, type Site } from './sites';

export interface EdgesOptions {
  /** moto, of which only CloudFront is used. */
  readonly backend: { in(where: AccountOptions): { readonly cloudFront: DistributionReader } };
  readonly balancers: { running(): readonly RunningBalancer[] };
  readonly buckets: BucketStore;
  /** Remembers the distributions' ports for the next start. @default nothing is remembered */
  readonly ports?: PreferredPorts;
  /** How long a declared second takes. @default 1000 */
  readonly secondMs?: number;
}

interface Running extends RunningDistribution {
  readonly server: EdgeServer;
}

interface Followed {
  readonly where: AccountOptions;
  readonly refresh: () => Promise<void>;
}

interface SavedEdges {
  readonly accounts: readonly AccountOptions[];
  readonly records: ReturnType<AliasRecords['save']>;
}

/** A stand-in for CloudFront: each enabled distribution that moto knows is a port of this machine. */
export class Edges implements KeptPart {
  /** Answers nothing: distributions are moto's. It watches them change. */
  readonly service: ApiService = {
    answer: async () => undefined,
    observe: (call, answer) => this.observe(call, answer),
    reset: async () => this.clear(),
    stop: async () => this.clear(),
  };
  private readonly accounts = new Map<string, Followed>();
  private readonly edges = new Map<string, Running>();
  private readonly records = new AliasRecords();
  private readonly ports: PreferredPorts;
  /** Counts resets: what was read before one is void after it. */
  private era = 0;

  constructor(private readonly options: EdgesOptions) {
    this.ports = options.ports ?? new PreferredPorts();
  }

  /** Every site that can be opened, with its address on this machine. */
  sites(): readonly Site[] {
    return sitesOf([...this.edges.values()], this.options.balancers.running(), this.records);
  }

  /** Where there are distributions, and what names lead to. Which ones, moto says; caches start empty. */
  save(): SavedEdges {
    return { accounts: [...this.accounts.values()].map(({ where }) => where), records: this.records.save() };
  }

  restore({ accounts, records }: SavedEdges): void {
    for (const where of accounts) this.account(where);
    this.records.restore(records);
  }

  async resume(): Promise<void> {
    await Promise.all([...this.accounts.values()].map(({ refresh }) => refresh()));
  }

  /** Reads again which distributions an account has. */
  refresh(where: AccountOptions): Promise<void> {
    return this.account(where).refresh();
  }

  private account({ account, region }: AccountOptions): Followed {
    const where = { account, region };
    const followed = this.accounts.get(account) ?? { where, refresh: coalesce(() => this.follow(where)) };
    this.accounts.set(account, followed);
    return followed;
  }

  private async observe(call: ApiCall, { status }: ApiAnswer): Promise<void> {
    if (status >= 300 || call.method === 'GET') return;
    this.records.observe(call);
    if (call.service !== 'cloudfront') return;
    const invalidation = invalidationOf(call);
    if (invalidation) return this.edges.get(invalidation.distribution)?.server.invalidate(invalidation.paths);
    // The call itself went well. What cannot be read now is read with the next change.
    await this.refresh({ account: call.account, region: call.region }).catch(() => undefined);
  }

  private async follow(where: AccountOptions): Promise<void> {
    const { era } = this;
    const distributions = await readDistributions(this.options.backend.in(where).cloudFront);
    if (era !== this.era) return;
    for (const [id, { account, server }] of this.edges) {
      if (account !== where.account || distributions.some((distribution) => distribution.id === id)) continue;
      server.close();
      this.edges.delete(id);
    }
    for (const distribution of distributions) {
      const running = this.edges.get(distribution.id);
      running?.server.declare(distribution);
      const edge = running ?? (await this.start(where, distribution));
      if (era !== this.era) return edge.server.close();
      this.edges.set(distribution.id, { ...edge, distribution });
    }
  }

  private async start({ account }: AccountOptions, distribution: Distribution): Promise<Running> {
    const name = `${account}/${distribution.aliases[0] ?? distribution.id}`;
    const server = new EdgeServer(distribution, this.surroundings(account));
    const port = await server.listen(this.ports.of(name));
    this.ports.remember(name, port);
    return { account, distribution, port, server };
  }

  private surroundings(account: string): EdgeSurroundings {
    const { balancers, buckets, secondMs = 1_000 } = this.options;
    // moto names load balancers of the same name alike in every account: one's own comes first.
    const rank = (balancer: RunningBalancer) => Number(balancer.account !== account);
    return {
      account,
      buckets,
      secondMs,
      balancers: () => [...balancers.running()].sort((a, b) => rank(a) - rank(b)),
      aliasTarget: (host) => this.records.targetOf(host),
    };
  }

  private clear(): void {
    this.era += 1;
    for (const { server } of this.edges.values()) server.close();
    this.edges.clear();
    this.accounts.clear();
    this.records.clear();
    this.options.buckets.forget();
  }
}
