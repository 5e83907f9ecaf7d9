import type { Place } from '@slipway/tool-terminal';
import type { PlanJson } from '../plan-json';
import { foreseeDatabase } from './database';
import { foreseeDomain } from './domain';
import type { Foreseen } from './foreseen';
import { foreseeFirewall } from './firewall';
import { foreseeSubnets } from './subnets';
import { foreseeWayOut } from './way-out';

/** Rules about resources that belong together. */
const RULES_OF_PLANS = [foreseeSubnets, foreseeDomain, foreseeWayOut, foreseeFirewall];
/** Rules about one resource. */
const RULES = [foreseeDatabase];

/**
 * What AWS refuses, interrupts or delays of a plan. Pure: it knows the plan and AWS's documents.
 *
 * @param place where the plan would be applied, for commands in the words
 */
export function foresee(plan: PlanJson, place: Place): readonly Foreseen[] {
  const managed = (plan.resource_changes ?? []).filter(({ mode }) => mode === 'managed');
  return [
    ...RULES_OF_PLANS.flatMap((rule) => rule({ resource_changes: managed })),
    ...managed.flatMap((resource) => RULES.flatMap((rule) => rule(resource, place))),
  ];
}
