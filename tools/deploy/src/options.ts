import { synthesize, type Synthesis } from '@slipway/tool-synth';
import {
  signalInterrupts,
  terminalOutput,
  terminalPrompt,
  type Interrupts,
  type Output,
  type Prompt,
} from '@slipway/tool-terminal';
import { embeddedCloud, type EmbeddedCloud } from './embedded-cloud';
import { REAL_ENGINE, type Engine } from './engine';

/** What every verb takes. Only `workspace` is needed; the rest lets a program stand in for the person at the terminal. */
export interface VerbOptions {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  /** On the embedded cloud instead of where the environment lives. @default `SLIPWAY_CLOUD`, else its `cloud:` tag */
  readonly embedded?: boolean;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** @default the process's streams */
  readonly output?: Output;
  /** @default asks at the terminal */
  readonly prompt?: Prompt;
  /** @default Ctrl-C and termination signals */
  readonly interrupts?: Interrupts;
  /** @default the one of `@slipway/tool-cloud` */
  readonly cloud?: EmbeddedCloud;
  /** @default `@slipway/tool-synth` */
  readonly synthesize?: Synthesize;
  /** @default Terraform of this machine */
  readonly engine?: Engine;
}

/** Turns an environment's files into Terraform's JSON. */
export type Synthesize = (
  name: string,
  options: { readonly workspace: string },
) => Promise<Pick<Synthesis, 'environment' | 'stackFile'>>;

export interface ResolvedOptions extends VerbOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly output: Output;
  readonly prompt: Prompt;
  readonly interrupts: Interrupts;
  readonly cloud: EmbeddedCloud;
  readonly synthesize: Synthesize;
  readonly engine: Engine;
}

export function resolveOptions(options: VerbOptions): ResolvedOptions {
  const { env = process.env, output = terminalOutput(process, env) } = options;
  return {
    ...options,
    env,
    output,
    prompt: options.prompt ?? terminalPrompt(),
    interrupts: options.interrupts ?? signalInterrupts(),
    cloud: options.cloud ?? embeddedCloud(options.workspace, env, (text) => output.note(text)),
    synthesize: options.synthesize ?? synthesize,
    engine: options.engine ?? REAL_ENGINE,
  };
}
