import type { Verb } from '../verb';

interface VerbEntry {
  readonly summary: string;
  /** The verb's file is loaded when it is called: AWS clients and the like cost 100 ms and more. */
  readonly load: () => Promise<{ readonly default: Verb }>;
}

/** Every verb, in the order of `slipway --help`. */
export const VERBS = {
  deploy: {
    summary: 'Plan an environment, show it, confirm, apply that plan, print the outputs',
    load: () => import('./deploy'),
  },
  plan: { summary: 'Show what a deploy would change', load: () => import('./plan') },
  destroy: { summary: 'Remove everything that an environment has', load: () => import('./destroy') },
  release: {
    summary: 'Release an image: the app of this workspace, or one that was pushed',
    load: () => import('./release'),
  },
  build: {
    summary: 'Put the app of this workspace into the registry, unless it is there',
    load: () => import('./build'),
  },
  image: {
    summary: 'Say which image the app of this workspace is, and whether the registry has it',
    load: () => import('./image'),
  },
  promote: { summary: 'Ship what is live in one environment to another', load: () => import('./promote') },
  rollback: { summary: 'Bring back what was live before', load: () => import('./rollback') },
  releases: { summary: 'List the releases of an environment, or show one', load: () => import('./releases') },
  hold: { summary: 'Let nothing be pushed or promoted until unhold', load: () => import('./hold') },
  unhold: { summary: 'Let releases through again', load: () => import('./unhold') },
  status: {
    summary: 'Say what is live, what runs and what is not as it should be',
    load: () => import('./status'),
  },
  doctor: {
    summary: 'Check everything that the set-up needs, and say how to fix it',
    load: () => import('./doctor'),
  },
  ps: { summary: 'Show the tasks that run, with release, state and health', load: () => import('./ps') },
  logs: { summary: 'Print what the tasks say, and follow it', load: () => import('./logs') },
  open: { summary: 'Open an environment in the browser', load: () => import('./open') },
  config: {
    summary: 'List, read, set, remove or compare secrets, and their history',
    load: () => import('./config'),
  },
  scale: { summary: 'Change how many tasks of a service run', load: () => import('./scale') },
  run: { summary: 'Run a command in a task of its own', load: () => import('./run') },
  shell: { summary: 'Open a shell in a running task', load: () => import('./shell') },
  psql: { summary: "Open psql on an environment's database", load: () => import('./psql') },
  db: { summary: "Open a tunnel to an environment's database", load: () => import('./db') },
  output: { summary: 'Print the outputs of an environment', load: () => import('./output') },
  synth: { summary: "Write an environment's Terraform JSON", load: () => import('./synth') },
  validate: {
    summary: "Check an environment's Terraform JSON against the provider",
    load: () => import('./validate'),
  },
  scan: {
    summary: "Check environments' Terraform JSON against security rules",
    load: () => import('./scan'),
  },
  workspace: {
    summary: 'Say where the state of an environment is, and how to run Terraform by hand',
    load: () => import('./workspace'),
  },
  unlock: { summary: 'Release a state lock that a run left behind', load: () => import('./unlock') },
  rehearse: {
    summary: 'Live through good and bad releases of staging and prod on an embedded cloud',
    load: () => import('./rehearse'),
  },
  cloud: { summary: 'Start, stop, look at or empty the embedded cloud', load: () => import('./cloud') },
} as const satisfies { readonly [name: string]: VerbEntry };

export type VerbName = keyof typeof VERBS;

export function isVerb(word: string): word is VerbName {
  return Object.hasOwn(VERBS, word);
}
