import { defineEnvironment, type Environment, type ServiceSpec } from '@slipway/core';
import { SampleEcs } from './sample-ecs';
import { SampleBucket } from './sample-bucket';
import { SampleParameters } from './sample-parameters';
import { SampleProcess, type ProcessOptions } from './sample-process';
import { SampleRegistry } from './sample-registry';
import { SampleStore } from './sample-store';
import type { SiteAnswer } from '../record/release-record';
import { Ledger } from '../ledger/ledger';
import { imageForAll, type ReleaseRequest } from '../engine/request';

/** `a` becomes sha256:aaaa… */
export const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`;
export const commitOf = (letter: string) => ({ sha: letter.repeat(40), message: `Change ${letter}` });

/** An account in which the environment `staging` of `shop` was deployed and not released yet; time is virtual. */
export class SampleWorld {
  time = Date.parse('2026-11-25T12:00:00Z');
  readonly store = new SampleStore(() => this.time);
  readonly parameters = new SampleParameters(() => this.time);
  readonly ecs = new SampleEcs(
    () => this.time,
    (reference) => this.parameters.valueFrom(reference),
  );
  readonly ledger = new Ledger('staging', this.store);
  readonly registry = new SampleRegistry();
  readonly bucket = new SampleBucket(() => this.time);
  readonly logs: string[] = [];
  readonly ranges = new Map<string, string>();
  readonly environment: Environment;
  /** Pairs of which the first is an ancestor of the second. */
  readonly ancestors: (readonly [string, string])[] = [];
  /** The clone does not have the commits that would tell. */
  shallow = false;
  /** What its site answers to whoever asks. */
  site: SiteAnswer | undefined = { url: 'https://staging.example.com/healthz', status: 200 };
  readonly alive = new Map<number, string>();
  private readonly timers = new Set<{
    due: number;
    readonly every: number;
    busy: boolean;
    readonly work: () => Promise<void>;
  }>();
  private pids = 100;

  /**
   * @param worker with a second service, which the configuration does not allow yet and the engine does
   * @param assets with a bucket for the assets of its images
   */
  constructor(web: ServiceSpec = { scaling: { min: 2 } }, { worker = false, assets = false } = {}) {
    const defined = defineEnvironment({
      app: 'shop',
      name: 'staging',
      aws: { account: '111111111111', region: 'eu-west-1' },
      domain: { name: 'staging.example.com' },
      services: { web },
    });
    const environment = { ...defined, edge: { ...defined.edge, assets } };
    const settings = environment.services['web'];
    this.environment =
      worker && settings ? { ...environment, services: { web: settings, worker: settings } } : environment;
    for (const name of Object.keys(this.environment.services))
      this.ecs.addService(name, this.newTemplate(name));
    for (const letter of 'abcdef') this.registry.images.set(digestOf(letter), { architecture: 'amd64' });
  }

  /** @param port that the app listens on */
  newTemplate(service: string, port = 3000): string {
    return this.ecs.define({
      family: `shop-staging-${service}-template`,
      containerDefinitions: [
        {
          name: service,
          image: 'placeholder.invalid/none:none',
          portMappings: [{ containerPort: port }],
          logConfiguration: {
            logDriver: 'awslogs',
            options: { 'awslogs-group': `/ecs/staging/${service}`, 'awslogs-stream-prefix': service },
          },
        },
      ],
    });
  }

  process(options: ProcessOptions = {}): SampleProcess {
    const pid = ++this.pids;
    this.alive.set(pid, `start of ${pid}`);
    return new SampleProcess(this, pid, options);
  }

  request(letter: string, more: Partial<ReleaseRequest> = {}): ReleaseRequest {
    return {
      environment: this.environment,
      reason: 'push',
      images: imageForAll(this.environment, digestOf(letter)),
      commit: commitOf(letter),
      ...more,
    };
  }

  /** Time passes: ECS goes on, heartbeats are due. */
  async pass(ms: number, signal?: AbortSignal): Promise<void> {
    for (let gone = 0; gone < ms && !signal?.aborted; gone += 500) {
      this.time += Math.min(500, ms - gone);
      this.ecs.tick();
      for (const timer of this.timers) {
        if (timer.due > this.time || timer.busy) continue;
        timer.due = this.time + timer.every;
        timer.busy = true;
        // Not waited for: what is due may itself wait for time to pass.
        void timer.work().finally(() => (timer.busy = false));
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }

  every(ms: number, work: () => Promise<void>): () => void {
    const timer = { due: this.time + ms, every: ms, busy: false, work };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }
}
