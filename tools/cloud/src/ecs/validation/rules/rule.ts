import type { RegionRecord } from '../../state';
import type { AccountFacts } from '../account-facts';

/** What a rule may look at besides the request. */
export interface RuleContext {
  readonly region: RegionRecord;
  readonly account: AccountFacts;
}

/** One thing that AWS does not take. */
export interface Rule<Input> {
  /** What of the request it is about. */
  readonly member: string;
  /** What SDKs throw. */
  readonly code: string;
  /** Where AWS says so: its reference, or where somebody was refused in these words. */
  readonly source: string;
  /**
   * In AWS's words where they are known: see `source`.
   *
   * @returns the words of the refusal; `undefined` when the request is in order
   */
  readonly refuses: (input: Input, context: RuleContext) => Words | Promise<Words>;
}

export type Words = string | undefined;

const CLIENT = 'ClientException';
const PARAMETER = 'InvalidParameterException';

export const CODES = { CLIENT, PARAMETER } as const;

/** Pages of AWS's reference. */
export const API = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference';
export const GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';
export const QUOTAS = `${GUIDE}/service-quotas.html`;

/** Letters, digits, hyphens and underscores: clusters, services, families, containers, volumes. */
export const NAME = /^[A-Za-z0-9_-]{1,255}$/;

/** The first of some that has words. */
export function firstOf<T>(all: readonly T[] | undefined, words: (one: T) => Words): Words {
  for (const one of all ?? []) {
    const said = words(one);
    if (said !== undefined) return said;
  }
  return undefined;
}

/** The first value that is there twice. */
export function twice<T>(all: readonly T[]): T | undefined {
  return all.find((one, index) => all.indexOf(one) !== index);
}

export const words = (isRefused: boolean, text: string): Words => (isRefused ? text : undefined);
