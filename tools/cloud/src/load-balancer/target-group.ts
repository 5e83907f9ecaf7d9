import type { DeclaredGroup } from './balancer-model';
import { RegisteredTarget } from './registered-target';
import type { RegisterOptions, Target, TargetHealth } from './target-groups';
import { describeState, DRAINING, NOT_IN_USE } from './target-state';

interface Draining {
  readonly target: RegisteredTarget;
  readonly over: Promise<void>;
  /** Before its time: the target is registered anew, or the group is gone. */
  end(): void;
}

/** Who is registered with a target group, who of them gets the next request, and who is on the way out. */
export class TargetGroup {
  private readonly registered = new Map<string, RegisteredTarget>();
  private readonly draining = new Map<string, Draining>();
  private declared?: DeclaredGroup;
  private turn = 0;

  /** @param secondMs how long a declared second takes */
  constructor(private readonly secondMs: number) {}

  get declaration(): DeclaredGroup | undefined {
    return this.declared;
  }

  /** Checks begin when it is known how. Targets of a group that no load balancer uses are not checked. */
  declare(declared: DeclaredGroup): void {
    this.declared = declared;
    for (const target of this.registered.values()) this.startChecks(target);
  }

  register(target: Target, options?: RegisterOptions): void {
    const key = keyOf(target);
    if (this.registered.has(key)) return;
    this.draining.get(key)?.end();
    const registered = new RegisteredTarget(target, this.secondMs, options);
    this.registered.set(key, registered);
    this.startChecks(registered);
  }

  /**
   * @returns after the deregistration delay. A load balancer calls a target draining until then, also when nothing
   *   is in flight any more.
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay
   */
  deregister(target: Target): Promise<void> {
    const key = keyOf(target);
    const registered = this.registered.get(key);
    if (!registered) return this.draining.get(key)?.over ?? Promise.resolve();
    this.registered.delete(key);
    registered.retire();

    let end = () => undefined as void;
    const over = new Promise<void>((resolve) => {
      end = () => {
        clearTimeout(timer);
        if (this.draining.get(key)?.target === registered) this.draining.delete(key);
        registered.close();
        resolve();
      };
      const timer = setTimeout(end, (this.declared?.deregistrationDelaySeconds ?? 0) * this.secondMs);
    });
    this.draining.set(key, { target: registered, over, end });
    return over;
  }

  health(target: Target): TargetHealth | undefined {
    const key = keyOf(target);
    const registered = this.registered.get(key);
    if (registered) return this.declared?.inUse === false ? NOT_IN_USE : describeState(registered.state);
    return this.draining.has(key) ? DRAINING : undefined;
  }

  /** Registered and draining ones. */
  targets(): readonly Target[] {
    return [...this.registered.values(), ...[...this.draining.values()].map(({ target }) => target)].map(
      ({ target }) => target,
    );
  }

  /**
   * Whose turn it is. Where no target is healthy the unhealthy ones get the requests ("fail open"): their checks may
   * be wrong, and without them there would be no answer at all. New targets get none before their first good check.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
   */
  next(): RegisteredTarget | undefined {
    const all = [...this.registered.values()];
    const healthy = all.filter(({ state }) => state.state === 'healthy');
    const able = healthy.length > 0 ? healthy : all.filter(({ state }) => state.state === 'unhealthy');
    const least = Math.min(...able.map(({ outstanding }) => outstanding));
    const chosen = this.declared?.leastOutstanding
      ? able.filter(({ outstanding }) => outstanding === least)
      : able;
    return chosen[this.turn++ % chosen.length];
  }

  /** All targets are forgotten. */
  close(): void {
    for (const { end } of [...this.draining.values()]) end();
    for (const target of this.registered.values()) target.close();
    this.registered.clear();
  }

  private startChecks(target: RegisteredTarget): void {
    if (this.declared?.inUse) target.startChecks(() => this.declared?.check);
  }
}

function keyOf({ id, port }: Target): string {
  return `${id}:${port}`;
}
