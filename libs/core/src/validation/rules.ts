import type { Environment } from '../environment';
import type { Problem } from '../problem';
import { databaseRules } from './database-rules';
import { domainRules } from './domain-rules';
import { edgeRules } from './edge-rules';
import { nameRules } from './name-rules';
import { serviceRules } from './service-rules';
import type { Sound } from './sound';

/** What is wrong with settings that are each fine by themselves but not together, or not in this tier. */
export function brokenRules(environment: Environment, sound: Sound): readonly Problem[] {
  return [nameRules, domainRules, databaseRules, serviceRules, edgeRules].flatMap((rule) =>
    rule(environment, sound),
  );
}
