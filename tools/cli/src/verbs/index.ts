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
  output: { summary: 'Print the outputs of an environment', load: () => import('./output') },
  synth: { summary: "Write an environment's Terraform JSON", load: () => import('./synth') },
  validate: {
    summary: "Hold an environment's Terraform JSON against the provider",
    load: () => import('./validate'),
  },
  scan: { summary: "Hold environments' Terraform JSON against security rules", load: () => import('./scan') },
  workspace: {
    summary: 'Say where the state of an environment is, and how to run Terraform by hand',
    load: () => import('./workspace'),
  },
  unlock: { summary: 'Release a state lock that a run left behind', load: () => import('./unlock') },
  cloud: { summary: 'Start, stop, look at or empty the embedded cloud', load: () => import('./cloud') },
} as const satisfies { readonly [name: string]: VerbEntry };

export type VerbName = keyof typeof VERBS;

export function isVerb(word: string): word is VerbName {
  return Object.hasOwn(VERBS, word);
}
