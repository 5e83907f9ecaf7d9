import type { Environment } from '../environment';
import type { Problem } from '../problem';
import { databaseRules } from './database-rules';
import { domainRules } from './domain-rules';
import { edgeRules } from './edge-rules';
import type { Path } from './faults';
import { nameRules } from './name-rules';
import { serviceRules } from './service-rules';

/** Says whether nothing is wrong with a value by itself; a rule over several values looks at sound ones only. */
export type Sound = (...path: Path) => boolean;

/** What is wrong with settings that are each fine by themselves but not together, or not in this tier. */
export function brokenRules(environment: Environment, sound: Sound): readonly Problem[] {
  return [nameRules, domainRules, databaseRules, serviceRules, edgeRules].flatMap((rule) =>
    rule(environment, sound),
  );
}
