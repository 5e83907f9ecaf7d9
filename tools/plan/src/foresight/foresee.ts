import type { Place } from '@slipway/tool-terminal';
import type { PlanJson } from '../plan-json';
import { foreseeDatabase } from './database';
import type { Foreseen } from './foreseen';

const RULES = [foreseeDatabase];

/**
 * What AWS refuses, interrupts or delays of a plan. Pure: it knows the plan and AWS's documents.
 *
 * @param place where the plan would be applied, for commands in the words
 */
export function foresee(plan: PlanJson, place: Place): readonly Foreseen[] {
  return (plan.resource_changes ?? [])
    .filter(({ mode }) => mode === 'managed')
    .flatMap((resource) => RULES.flatMap((rule) => rule(resource, place)));
}
