import { npxSlipway } from '@slipway/tool-terminal';
import type { PlanJson } from './plan-json';
import { STATEFUL_TYPES } from './stateful';
import { summarize, type PlannedChange } from './summarize';
import { switchedOnProtection } from './lift-protection';

export interface ProtectionOptions {
  /** Nothing is protected in a disposable environment, save what AWS itself was told to protect. */
  readonly disposable: boolean;
  /** Addresses that the user named: these may go. */
  readonly allowed: readonly string[];
  /** Addresses, without keys, that Terraform's `prevent_destroy` stands up for. @default none */
  readonly prevented?: readonly string[];
}

export interface ProtectionVerdict {
  /** Protected, would go, and nobody said that they may. The plan must not be applied while there are any. */
  readonly refused: readonly PlannedChange[];
  /** Named by the user although the plan leaves them alone: most likely a mistake. */
  readonly unused: readonly string[];
}

/** Which of the plan's deletions and replacements nobody has allowed. */
export function protect(
  plan: PlanJson,
  { disposable, allowed, prevented = [] }: ProtectionOptions,
): ProtectionVerdict {
  const resources = new Map(
    (plan.resource_changes ?? []).map((resource) => [
      keyOf(resource.address, resource.deposed !== undefined),
      resource,
    ]),
  );
  const going = summarize(plan).changes.filter(({ action }) => action === 'destroy' || action === 'replace');
  const isProtected = ({ address, type, leftOver }: PlannedChange) =>
    prevented.includes(withoutKey(address)) ||
    (!disposable && STATEFUL_TYPES.has(type)) ||
    switchedOnProtection(resources.get(keyOf(address, leftOver))).length > 0;
  return {
    refused: going.filter((change) => isProtected(change) && !allowed.includes(change.address)),
    unused: allowed.filter((address) => !going.some((change) => change.address === address)),
  };
}

/** Of the members of `count` or `for_each`, the address that they share in the configuration. */
function withoutKey(address: string): string {
  return address.replace(/\[.*\]$/, '');
}

function keyOf(address: string, leftOver: boolean): string {
  return leftOver ? `${address} (left over)` : address;
}

/** The message of a refusal: what would be lost, why, and the exact way to allow it. */
export function refusal(
  refused: readonly PlannedChange[],
  environment: string,
  verb: 'deploy' | 'destroy',
): string {
  const subject = refused.length === 1 ? 'one resource that is' : `${refused.length} resources that are`;
  const flags = refused.map(({ address }) => `--allow-destroy ${shellWord(address)}`);
  return [
    `Refused: this would destroy or replace ${subject} protected in "${environment}". Nothing was changed.`,
    ...refused.flatMap(({ address, action, reasons }) => [
      `  ${address} would be ${action === 'replace' ? 'destroyed and created again' : 'destroyed'}, with what it holds`,
      ...reasons.map((reason) => `    ${reason}`),
    ]),
    ...(refused.some(({ reasons }) => reasons.some((reason) => reason.includes('did not finish')))
      ? [
          `If it is complete in AWS, keep it: terraform untaint <address> in the environment's working directory.`,
        ]
      : []),
    `If that is what you want, take a backup and say so by name:`,
    `  ${npxSlipway(verb, environment, ...flags)}`,
  ].join('\n');
}

function shellWord(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `'${text}'`;
}
