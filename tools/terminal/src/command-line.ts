import { AsyncLocalStorage } from 'node:async_hooks';

/** How somebody called Slipway, as far as the next command has to repeat it. */
export interface Call {
  /** `--embedded` was typed: without it the next command would act on the environment's real account. */
  readonly embedded?: boolean;
}

const calls = new AsyncLocalStorage<Call>();

/** Verbs that act on this machine, whatever the environment. */
const OF_THIS_MACHINE = new Set(['cloud', 'cloud env']);

/** Does `work` as somebody called it: commands that are printed meanwhile act on the same cloud. */
export function asCalled<T>(call: Call, work: () => T): T {
  return calls.run(call, work);
}

/**
 * What to type in the workspace to run a verb, on the cloud that this run acts on. Every command that is printed comes
 * from here: whoever copies one must not reach another account with it.
 *
 * @param words what follows the verb; empty ones are left out
 * @returns `npx slipway destroy prod -y --embedded`
 */
export function npxSlipway(verb: string, ...words: readonly string[]): string {
  const typed = words.filter((word) => word !== '');
  const flags = calls.getStore()?.embedded && !OF_THIS_MACHINE.has(verb) ? ['--embedded'] : [];
  // What follows -- is the command of somebody else.
  const end = typed.includes('--') ? typed.indexOf('--') : typed.length;
  return ['npx slipway', verb, ...typed.slice(0, end), ...flags, ...typed.slice(end)].join(' ');
}

/** What a line for another program acts on. */
export interface Place {
  readonly environment: string;
  readonly cloud: 'aws' | 'embedded';
}

/**
 * What to type for a program of somebody else (the aws command line, Terraform), which acts on whatever account the
 * shell is in. On the embedded cloud the line goes there first, in a shell of its own; where that cloud does not run, it
 * ends there.
 *
 * @returns `(there="$(npx slipway cloud env prod)" && eval "$there" && aws rds …)`
 */
export function shellLine({ environment, cloud }: Place, line: string): string {
  if (cloud === 'aws') return line;
  return `(there="$(${npxSlipway('cloud env', environment)})" && eval "$there" && ${line})`;
}
