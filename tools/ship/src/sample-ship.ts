import type { Environment, Tier } from '@slipway/core';
import type { DeployResult } from '@slipway/tool-deploy';
import { summarize, type Foreseen, type PlanJson } from '@slipway/tool-plan';
import { commitOf, digestOf, SampleWorld, type ProcessOptions } from '@slipway/tool-release/testing';
import {
  asDeployed,
  imageForAll,
  readApplied,
  release,
  rememberApplied,
  type Applied,
  type ReleaseRecord,
} from '@slipway/tool-release';
import { Failure, recordedOutput } from '@slipway/tool-terminal';
import type { ShipOptions } from './options';
import type { ReleasableEnvironment } from './releasable-environment';
import type { ShipWorld } from './world';

const TAG = `inputs-${'1'.repeat(64)}`;

/** For specs: the verbs' world in memory, with an account of its own for each environment, and a person at a terminal. */
export class SampleShip {
  readonly accounts = new Map<string, { readonly world: SampleWorld; readonly tier: Tier }>();
  /** What was set going, in order. */
  readonly did: string[] = [];
  /** What was opened, from nothing or again. */
  readonly opened: string[] = [];
  /** Where a change was to last. */
  readonly kept: string[] = [];
  /** What the person is asked, and the answers. */
  readonly asked: string[] = [];
  answer = true;
  cloud: 'aws' | 'embedded' = 'aws';
  resources: Applied['resources'] = { 'aws_a.b': '1' };
  /** What the workspace's file says beyond what the account was made with. */
  edited: Partial<Environment> = {};
  /** What the workspace is at. */
  head = commitOf('a');
  dirty = false;
  inGit = true;
  /** Digest of the app as it is in the workspace, and whether the registry has it. */
  image = { digest: digestOf('a'), known: false };
  /** Given to each process that works in an account. */
  process: ProcessOptions = {};
  deployed: Omit<DeployResult, 'described'> | Failure = {
    summary: summarize({}),
    changed: true,
    outputs: {},
  };
  /** What Terraform has done by the time at which the deploy ends, well or not. */
  applies: () => void = () => undefined;
  buildFails?: Failure;
  /** What is asked of the site, and the status that it answers with. */
  readonly probed: string[] = [];
  answers: number | undefined = 200;
  /** What the deploy looks at before it shows its plan. */
  plan: PlanJson = {};
  /** What it was told of that. */
  foreseen: readonly Foreseen[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(tiers: { readonly [name: string]: Tier } = { staging: 'staging' }) {
    for (const [name, tier] of Object.entries(tiers)) this.accounts.set(name, { world: worldOf(name), tier });
  }

  account(name = 'staging'): SampleWorld {
    const account = this.accounts.get(name);
    if (!account) throw new Error(`no environment "${name}" here`);
    return account.world;
  }

  /** Ctrl-C. */
  press(): void {
    for (const listener of this.listeners) listener();
  }

  options(more: Partial<ShipOptions> & { readonly interactive?: boolean } = {}) {
    const { interactive = false, ...given } = more;
    const { output, results, notes, text } = recordedOutput(interactive);
    const ask = <T>(question: string, answer: T) => {
      this.asked.push(question);
      return Promise.resolve(answer);
    };
    const options: ShipOptions = {
      workspace: '/workspace',
      env: {},
      // Live regions want a real terminal, so that what is shown there is left to their own specs.
      output: { ...output, interactive },
      json: interactive,
      prompt: {
        confirm: (question) => ask(question, this.answer),
        text: (question) => ask(question, this.answer ? 'prod' : ''),
      },
      interrupts: {
        subscribe: (listener) => {
          this.listeners.add(listener);
          return () => this.listeners.delete(listener);
        },
      },
      world: this.world,
      ...given,
    };
    return { options, results, notes, text };
  }

  /** Releases an image as an earlier run did. */
  async released(letter: string, name = 'staging'): Promise<ReleaseRecord | undefined> {
    const world = this.account(name);
    const { environment } = await this.open(name);
    const { ports, tell } = world.process();
    return release(
      {
        environment,
        reason: 'push',
        images: imageForAll(environment, digestOf(letter)),
        commit: commitOf(letter),
      },
      ports,
      tell,
    );
  }

  readonly open = async (
    name: string,
    _options: unknown = {},
    signal?: AbortSignal,
    before?: ReleasableEnvironment,
  ): Promise<ReleasableEnvironment> => {
    this.opened.push(before === undefined ? name : `${name} again`);
    const { world } = this.accounts.get(name)!;
    const { ports } = world.process({ ...this.process, signal });
    const written = before?.written ?? this.describedAs(name).settings;
    const environment = asDeployed(written, await readApplied(world.store));
    return {
      environment,
      written,
      cloud: this.cloud,
      target: environment.aws,
      clients: ports.clients,
      ports,
      store: ports.store,
      url: 'https://staging.example.com',
      keep: () => Promise.resolve(void this.kept.push(name)),
    };
  };

  /** What the workspace describes. */
  describedAs(name = 'staging') {
    const { world, tier } = this.accounts.get(name)!;
    const removal: Environment['removal'] = tier === 'disposable' ? 'delete' : 'retain';
    const settings: Environment = { ...world.environment, name, tier, removal, ...this.edited };
    return { settings, resources: this.resources };
  }

  /** As a deploy of the workspace leaves it. */
  async noted(name = 'staging'): Promise<void> {
    await rememberApplied(this.account(name).store, this.describedAs(name));
  }

  private readonly world: ShipWorld = {
    open: this.open,
    synthesize: () => Promise.reject(new Error('nothing is synthesized here')),
    describe: (name) => Promise.resolve(this.describedAs(name)),
    readFirewallLog: () => Promise.resolve(undefined),
    appImage: async (_open, { beforeBuild }) => {
      if (!this.image.known) await beforeBuild?.();
      this.did.push('image');
      return { tag: TAG, digest: this.image.digest, built: !this.image.known };
    },
    imageState: () => Promise.resolve({ tag: TAG, digest: this.image.known ? this.image.digest : undefined }),
    buildAhead: () => {
      this.did.push('build');
      return this.buildFails ? Promise.reject(this.buildFails) : Promise.resolve();
    },
    deploy: async (name, { dryRun, inspect }) => {
      this.did.push(`deploy ${name}${dryRun ? ' dry' : ''}`);
      this.foreseen = (await inspect?.(this.plan)) ?? [];
      if (!dryRun) this.applies();
      if (this.deployed instanceof Failure) throw this.deployed;
      return { ...this.deployed, described: this.describedAs(name) };
    },
    destroy: async (name, { goesToo, cleanUp, output }) => {
      for (const line of (await goesToo?.()) ?? []) output?.note(line);
      this.did.push(`destroy ${name}`);
      await cleanUp?.();
      return { summary: summarize({}), changed: true };
    },
    commitsBetween: (_workspace, from, to) => Promise.resolve(to ? [to, ...(from ? [from] : [])] : undefined),
    hasLocalChanges: () => Promise.resolve(this.dirty),
    probe: (url) => {
      this.probed.push(url);
      return Promise.resolve(this.answers);
    },
    isRepository: () => Promise.resolve(this.inGit),
    describeCommit: (_workspace, commit) =>
      Promise.resolve(commit === 'HEAD' || commit === this.head.sha ? this.head : undefined),
    leave: () => void this.did.push('left'),
  };
}

/** The sample account belongs to staging; another environment's templates go by its own name. */
function worldOf(name: string): SampleWorld {
  const world = new SampleWorld();
  const [template] = world.ecs.definitions.values();
  world.ecs.addService(
    'web',
    world.ecs.define({
      containerDefinitions: template?.containerDefinitions,
      family: `shop-${name}-web-template`,
    }),
  );
  return world;
}
