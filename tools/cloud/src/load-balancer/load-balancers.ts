import type { AccountOptions } from '../credentials';
import type { ApiAnswer, ApiCall, ApiService } from '../gateway/api-service';
import type { AccountServices } from '../gateway/backend';
import type { KeptPart } from '../points/kept-part';
import type { DeclaredBalancer } from './balancer-model';
import { coalesce } from '../coalesce';
import { ListenerServer, type ListenerSurroundings } from './listener-server';
import { PreferredPorts } from '../http/preferred-ports';
import { readModel, type BalancerReader } from './read-model';
import { TARGET_OPERATIONS } from './target-api';
import { answerTargetCall } from './target-calls';
import { TargetGroup } from './target-group';
import type { RegisterOptions, Target, TargetGroups, TargetHealth } from './target-groups';

export interface LoadBalancersOptions {
  /** moto, of which only the load balancing calls are used. */
  readonly backend: {
    in(where: AccountOptions): { readonly balancers: BalancerReader } | Pick<AccountServices, 'balancers'>;
  };
  /** Remembers the listeners' ports for the next start. @default nothing is remembered */
  readonly ports?: PreferredPorts;
  /** How long a declared second takes. @default 1000 */
  readonly secondMs?: number;
  /** From 0 up to 1, for weighted target groups. @default Math.random */
  readonly random?: () => number;
}

/** A load balancer as it can be reached on this machine. */
export interface RunningBalancer extends AccountOptions {
  readonly arn: string;
  readonly name: string;
  readonly dnsName: string;
  readonly listeners: readonly RunningListener[];
}

export interface RunningListener {
  readonly protocol: 'HTTP' | 'HTTPS';
  /** As declared. */
  readonly declaredPort: number;
  /** On 127.0.0.1. */
  readonly port: number;
}

interface Place {
  readonly where: AccountOptions;
  readonly refresh: () => Promise<void>;
  balancers: readonly DeclaredBalancer[];
  groups: readonly string[];
  otherGroups: readonly string[];
}

interface Listening {
  readonly server: ListenerServer;
  readonly port: number;
}

/**
 * The data plane of Elastic Load Balancing: what Terraform declared in moto, followed on ports of this machine.
 * An HTTPS listener speaks plain HTTP there, as nobody could trust a certificate for 127.0.0.1; towards targets it is
 * HTTPS in everything it says.
 */
export class LoadBalancers implements TargetGroups, KeptPart {
  /** Registration and health of targets, which moto knows nothing about; everything else stays moto's. */
  readonly service: ApiService = {
    answer: (call) => this.answer(call),
    observe: (call) => this.observe(call),
    reset: async () => this.clear(),
    stop: async () => this.clear(),
  };
  private readonly places = new Map<string, Place>();
  private readonly groups = new Map<string, TargetGroup>();
  private readonly listening = new Map<string, Listening>();
  private readonly ports: PreferredPorts;
  private readonly surroundings: ListenerSurroundings;
  /** Counts resets: what was read before one is void after it. */
  private era = 0;

  constructor(private readonly options: LoadBalancersOptions) {
    this.ports = options.ports ?? new PreferredPorts();
    this.surroundings = {
      next: (arn) => this.groups.get(arn)?.next(),
      random: options.random ?? Math.random,
      secondMs: options.secondMs ?? 1_000,
    };
  }

  register(where: AccountOptions, targetGroupArn: string, target: Target, options?: RegisterOptions): void {
    this.groupOf(targetGroupArn).register(target, options);
    // Its checks begin when the group is known; the next refresh tries again if this one fails.
    if (!this.groups.get(targetGroupArn)?.declaration) this.refresh(where).catch(() => undefined);
  }

  async deregister(_: AccountOptions, targetGroupArn: string, target: Target): Promise<void> {
    await this.groups.get(targetGroupArn)?.deregister(target);
  }

  health(_: AccountOptions, targetGroupArn: string, target: Target): TargetHealth | undefined {
    return this.groups.get(targetGroupArn)?.health(target);
  }

  /** Whether a listener or a rule of one leads to the group. `false` for a group that is not there. */
  async isUsed(where: AccountOptions, targetGroupArn: string): Promise<boolean> {
    const group = await this.declaredGroup(where, targetGroupArn);
    return group?.declaration?.inUse ?? false;
  }

  /** All that are up, of every account and region. */
  running(): readonly RunningBalancer[] {
    return [...this.places.values()].flatMap(({ where, balancers }) =>
      balancers.map(({ arn, name, dnsName, listeners }) => ({
        ...where,
        arn,
        name,
        dnsName,
        listeners: listeners.flatMap(({ arn: listenerArn, protocol, port: declaredPort }) => {
          const port = this.listening.get(listenerArn)?.port;
          return port === undefined ? [] : [{ protocol, declaredPort, port }];
        }),
      })),
    );
  }

  /** Where something is declared. What, moto says; targets are registered anew by who runs them. */
  save(): readonly AccountOptions[] {
    return [...this.places.values()].map(({ where }) => where);
  }

  restore(places: readonly AccountOptions[]): void {
    for (const where of places) this.place(where);
  }

  async resume(): Promise<void> {
    await Promise.all([...this.places.values()].map(({ refresh }) => refresh()));
  }

  /** Reads again what is declared in an account and region, and follows it from then on. */
  refresh(where: AccountOptions): Promise<void> {
    return this.place(where).refresh();
  }

  private place({ account, region }: AccountOptions): Place {
    const key = `${account}/${region}`;
    const known = this.places.get(key);
    if (known) return known;
    const made: Place = {
      where: { account, region },
      refresh: coalesce(() => this.follow(made)),
      balancers: [],
      groups: [],
      otherGroups: [],
    };
    this.places.set(key, made);
    return made;
  }

  private async answer(call: ApiCall): Promise<ApiAnswer | undefined> {
    const operation = TARGET_OPERATIONS.find((name) => name === call.operation);
    if (call.service !== 'elasticloadbalancing' || !operation) return undefined;
    return answerTargetCall(operation, call, {
      group: (arn) => this.declaredGroup(call, arn),
      isOther: (arn) => [...this.places.values()].some(({ otherGroups }) => otherGroups.includes(arn)),
      targetGroups: this,
    });
  }

  private async observe({ service, operation, account, region }: ApiCall): Promise<void> {
    if (service !== 'elasticloadbalancing' || operation.startsWith('Describe')) return;
    // The call itself went well. What cannot be read now is read with the next change, or when somebody asks for it.
    await this.refresh({ account, region }).catch(() => undefined);
  }

  private async declaredGroup(where: AccountOptions, arn: string): Promise<TargetGroup | undefined> {
    if (!this.groups.get(arn)?.declaration) await this.refresh(where);
    const group = this.groups.get(arn);
    return group?.declaration && group;
  }

  private async follow(place: Place): Promise<void> {
    const { era } = this;
    const model = await readModel(this.options.backend.in(place.where).balancers);
    if (era !== this.era) return;

    const gone = place.groups.filter((arn) => !model.groups.some((group) => group.arn === arn));
    for (const arn of gone) {
      this.groups.get(arn)?.close();
      this.groups.delete(arn);
    }
    for (const group of model.groups) this.groupOf(group.arn).declare(group);
    const before = place.balancers;
    place.groups = model.groups.map(({ arn }) => arn);
    place.otherGroups = model.otherGroups;
    place.balancers = model.balancers;

    const wanted = new Set(listenerArns(model.balancers));
    for (const arn of listenerArns(before)) {
      if (!wanted.has(arn)) this.stopListening(arn);
    }
    for (const balancer of model.balancers) await this.listen(place.where, balancer, era);
  }

  private async listen(where: AccountOptions, balancer: DeclaredBalancer, era: number): Promise<void> {
    for (const listener of balancer.listeners) {
      const declaration = { balancer, listener };
      const running = this.listening.get(listener.arn);
      if (running) {
        running.server.declare(declaration);
        continue;
      }
      const name = `${where.account}/${where.region}/${balancer.name}/${listener.port}`;
      const server = new ListenerServer(declaration, this.surroundings);
      const port = await server.listen(this.ports.of(name));
      if (era !== this.era) return server.close();
      this.ports.remember(name, port);
      this.listening.set(listener.arn, { server, port });
    }
  }

  private stopListening(arn: string): void {
    this.listening.get(arn)?.server.close();
    this.listening.delete(arn);
  }

  private groupOf(arn: string): TargetGroup {
    const group = this.groups.get(arn) ?? new TargetGroup(this.surroundings.secondMs);
    this.groups.set(arn, group);
    return group;
  }

  private clear(): void {
    this.era += 1;
    for (const group of this.groups.values()) group.close();
    for (const arn of [...this.listening.keys()]) this.stopListening(arn);
    this.groups.clear();
    this.places.clear();
  }
}

function listenerArns(balancers: readonly DeclaredBalancer[]): readonly string[] {
  return balancers.flatMap(({ listeners }) => listeners.map(({ arn }) => arn));
}
