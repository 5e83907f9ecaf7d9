import type { Output } from '@slipway/tool-terminal';
import type { Args, Values } from './args';

/** What a verb finds around it. */
export interface Context {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  readonly output: Output;
  /** What was typed after `--`, word for word. */
  readonly command: readonly string[];
}

/** One command line. Its file is loaded only when it is called or its help is shown. */
export interface Verb<T extends Args = Args> {
  readonly args: T;
  /** What any further words are, in the plural; the verb finds them in `words`. @default none are taken */
  readonly words?: string;
  /** What a command after `--` is for: the verb finds it in `context.command`. @default none is taken */
  readonly command?: string;
  /** What to type after `slipway`, with what it does. */
  readonly examples: { readonly [line: string]: string };
  /** @returns the exit code. @default 0 */
  readonly run: (args: Values<T>, context: Context) => Promise<number | void>;
}

/** Keeps the types of a verb's own arguments where it is written, and forgets them for the table of verbs. */
export function defineVerb<const T extends Args>(verb: Verb<T>): Verb {
  return { ...verb, run: (args, context) => verb.run(args as Values<T>, context) };
}

/** The positional argument of every verb that works on one environment. */
export const ENVIRONMENT = {
  type: 'positional',
  required: true,
  description: 'A folder of environments/, such as staging',
} as const;

/** Where the environment is looked for; without it, where it lives. */
export const EMBEDDED = {
  type: 'boolean',
  description: 'On the embedded cloud instead of AWS (or set SLIPWAY_CLOUD=embedded)',
} as const;

export const YES = {
  type: 'boolean',
  short: 'y',
  description: 'Do not ask; for pipelines. Disposable environments never ask',
} as const;

/** For verbs that put a person's hands on what runs. */
export const YES_PRODUCTION = {
  type: 'boolean',
  description: 'In production: do not ask for its name',
} as const;

export const ALLOW_DESTROY = {
  type: 'string',
  multiple: true,
  valueHint: 'address',
  description: 'Allow this protected resource to be destroyed; once for each',
} as const;

export const JSON_OUTPUT = {
  type: 'boolean',
  description: 'Print the result as JSON, and nothing else, on standard output',
} as const;
