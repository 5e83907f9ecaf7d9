import { setTimeout as sleep } from 'node:timers/promises';
import { LoadBalancers } from './load-balancers';
import { GROUP, SampleBalancers, WHERE } from './sample-balancers';
import { SampleTarget } from './sample-target';
import type { Target } from './target-groups';

/** A declared second takes 20 ms. */
export const SECOND = 20;

/** For specs: what is declared, and load balancers and targets that really run. */
export class RunningBalancers {
  readonly declared = new SampleBalancers();
  readonly balancers = new LoadBalancers({ backend: this.declared.backend, secondMs: SECOND });
  private readonly targets: SampleTarget[] = [];

  /** @returns the first listener's port */
  async start(): Promise<number> {
    await this.balancers.refresh(WHERE);
    return this.balancers.running()[0]?.listeners[0]?.port ?? 0;
  }

  async stop(): Promise<void> {
    await this.balancers.service.stop();
    for (const target of this.targets) target.stop();
  }

  target(): SampleTarget {
    const target = new SampleTarget();
    this.targets.push(target);
    return target;
  }

  /** Resolves once the target is in that state. */
  async register(target: Target, state = 'healthy'): Promise<void> {
    this.balancers.register(WHERE, GROUP, target);
    for (const end = Date.now() + 3_000; Date.now() < end; await sleep(2)) {
      if (this.health(target)?.state === state) return;
    }
    throw new Error(`${JSON.stringify(this.health(target))} instead of ${state}`);
  }

  health(target: Target) {
    return this.balancers.health(WHERE, GROUP, target);
  }
}
