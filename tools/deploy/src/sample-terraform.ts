import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanJson } from '@slipway/tool-plan';
import type { OutputValue, PlanOptions, Step, Terraform } from '@slipway/tool-terraform';
import { Failure, recordedOutput, type Consent, type FailureKind } from '@slipway/tool-terminal';
import type { EmbeddedCloud } from './embedded-cloud';
import type { Engine } from './engine';
import type { Identity } from './identity';
import type { TakenLogGroup } from './log-group-owner';
import type { VerbOptions } from './options';
import { ACCOUNTS, type SampleWorkspace } from './sample-workspace';

type LongStep = NonNullable<Parameters<Terraform['apply']>[1]>;
type Call = 'init' | 'plan' | 'apply' | 'outputs' | 'pushState' | 'forceUnlock' | 'validate';

/** For specs: a Terraform that plans what it is told to, and a person at a terminal. Notes every call that it gets. */
export class SampleTerraform {
  readonly calls: string[] = [];
  /** What each plan shows, in order; the last one again and again. */
  plans: PlanJson[] = [];
  /** What lifting protection would do. */
  lift: PlanJson = {};
  /** What a call throws, once. */
  readonly failures = new Map<Call, Failure>();
  values: { readonly [name: string]: OutputValue } = {};
  account: string = ACCOUNTS.staging;
  workspace?: string;
  errors: readonly object[] = [];
  answer = true;
  typed = '';
  readonly asked: string[] = [];
  /** Called where a question is asked. */
  meanwhile: () => void = () => undefined;
  others = false;
  /** Whether the environment has something in the embedded cloud. */
  held = true;
  /** Where the account has it under another name. */
  home?: Identity;
  /** A log group of the environment's names that another app has. */
  taken?: TakenLogGroup;
  /** What `prevent_destroy` says against the next plan. */
  prevented: readonly object[] = [];
  /** A step that takes that long, in each apply, and the state meanwhile. */
  longStep?: Step;
  state?: object;
  /** What each Terraform was made with, and what was asked about whose credentials these are. */
  readonly made: Parameters<Engine['terraform']>[0][] = [];
  readonly callers: Parameters<Engine['callerAccount']>[] = [];
  /** Where protection was switched off, and with which variables more. */
  readonly lifts: { readonly directory: string; readonly env: NodeJS.ProcessEnv }[] = [];
  private planned = 0;

  constructor(private readonly files: SampleWorkspace) {}

  fail(call: Call, kind: FailureKind, message = `${call} failed`): void {
    this.failures.set(call, new Failure(kind, message));
  }

  options(more: Partial<VerbOptions & Consent> & { readonly interactive?: boolean } = {}) {
    const { interactive = false, ...given } = more;
    const { output, results, notes, text } = recordedOutput(interactive);
    const ask = <T>(question: string, answer: T) => {
      this.asked.push(question);
      this.meanwhile();
      return Promise.resolve(answer);
    };
    const options = {
      ...this.files.options(),
      env: {},
      embedded: false,
      output,
      engine: this.engine,
      cloud: this.cloud,
      interrupts: { subscribe: () => () => undefined },
      prompt: {
        confirm: (question: string) => ask(question, this.answer),
        text: (question: string) => ask(question, this.typed),
      },
      ...given,
    };
    return { options, results, notes, text };
  }

  private readonly cloud: EmbeddedCloud = {
    open: () => this.note('cloud.open', { variables: {}, override: {} }),
    isAlive: () => Promise.resolve(true),
    reset: () => this.note('cloud.reset', undefined),
    goBack: () => this.note('cloud.goBack', undefined),
    keep: () => this.note('cloud.keep', undefined),
    occupy: () => this.note('cloud.occupy', undefined),
    holds: () => Promise.resolve(this.held),
    leave: () => this.note('cloud.leave', !this.others),
  };

  private readonly engine: Engine = {
    findToolchain: () => Promise.resolve({ product: 'terraform', binary: '/bin/terraform' } as never),
    providerConfig: () => Promise.resolve({ TF_CLI_CONFIG_FILE: '/mirror', TF_PLUGIN_CACHE_DIR: undefined }),
    callerAccount: (...args) => {
      this.callers.push(args);
      return Promise.resolve(this.account);
    },
    otherHome: () => Promise.resolve(this.home),
    takenLogGroup: () => Promise.resolve(this.taken),
    terraform: (made) => {
      this.made.push(made);
      return this.at(made.environment, made.directory);
    },
  };

  private at(environment: string, directory: string, prefix = ''): Terraform {
    const call = (name: Call, said: string = name) => {
      this.calls.push(`${prefix}${said}`);
      const failure = this.failures.get(name);
      this.failures.delete(name);
      if (failure) throw failure;
    };
    const terraform = {
      in: (lift: string, env: NodeJS.ProcessEnv) => {
        this.lifts.push({ directory: lift, env });
        return this.at(environment, lift, 'lift: ');
      },
      byHand: (...command: readonly string[]) => ['terraform', ...command].join(' '),
      init: async ({ backend = true } = {}) => {
        call('init', backend ? 'init' : 'init -backend=false');
        mkdirSync(join(directory, '.terraform'), { recursive: true });
      },
      selectWorkspace: async (name: string) =>
        writeFileSync(join(directory, '.terraform', 'environment'), name),
      currentWorkspace: async () => this.workspace ?? environment,
      plan: async ({ file, destroy = false, targets = [] }: PlanOptions) => {
        writeFileSync(join(directory, file), 'with secrets in plain text');
        call('plan', ['plan', ...(destroy ? ['-destroy'] : []), ...targets].join(' '));
        const { prevented } = this;
        this.prevented = [];
        return { changes: prefix !== '' || Object.keys(this.next()).length > 0, prevented };
      },
      showPlan: async () =>
        prefix === '' ? this.plans[Math.min(this.planned++, this.plans.length - 1)] : this.lift,
      apply: async (_file: string, long?: LongStep) => {
        call('apply');
        if (this.longStep && this.longStep.elapsedSeconds >= (long?.afterSeconds ?? Infinity))
          long?.call(this.longStep);
      },
      outputs: async () => {
        call('outputs');
        return this.values;
      },
      validate: async () => {
        call('validate');
        return this.errors;
      },
      forceUnlock: async (id: string) => call('forceUnlock', `forceUnlock ${id}`),
      pullState: async () => this.state,
      pushState: async (file: string) => call('pushState', `pushState ${file}`),
    };
    return terraform as unknown as Terraform;
  }

  private next(): PlanJson {
    return this.plans[Math.min(this.planned, this.plans.length - 1)] ?? {};
  }

  private note<T>(call: string, answer: T): Promise<T> {
    this.calls.push(call);
    return Promise.resolve(answer);
  }
}

/** One resource and what becomes of it. */
export function change(address: string, actions: readonly string[], before: object = {}, after: object = {}) {
  const [type = '', name = ''] = address.split('.');
  return { address, mode: 'managed' as const, type, name, change: { actions: [...actions], before, after } };
}

export const plan = (...changes: readonly ReturnType<typeof change>[]) =>
  ({ resource_changes: changes }) as unknown as PlanJson;
