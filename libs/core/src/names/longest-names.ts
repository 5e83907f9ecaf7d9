import type { Environment } from '../environment';
import { joinedName, nameLimit, type NamedResource } from './physical-name';
import { stateLocation } from './state-location';

/** A name that will be asked for, and how long AWS lets it be. */
export interface PhysicalName {
  readonly resource: NamedResource;
  readonly name: string;
  readonly limit: number;
}

type Named = Pick<Environment, 'app' | 'name'> & {
  readonly aws: Pick<Environment['aws'], 'account' | 'region'>;
  readonly services: { readonly [name: string]: unknown };
};

/**
 * The longest name of each kind that an environment's constructs make, so that a name which AWS would refuse in the
 * middle of an apply is refused before synthesis. `physicalName` still guards every single one.
 */
export function longestNames(environment: Named): readonly PhysicalName[] {
  const { aws } = environment;
  const named = (resource: NamedResource, ...parts: readonly string[]): PhysicalName => ({
    resource,
    name: joinedName(environment, ...parts),
    limit: nameLimit(resource),
  });
  return [
    named('load-balancer'),
    named('db-instance', 'database'),
    named('bucket', 'access-logs', aws.account),
    named('iam-role', 'database-monitoring'),
    ...Object.keys(environment.services).flatMap((service) => [
      named('iam-role', service, 'execution'),
      named('task-family', service, 'template'),
    ]),
    { resource: 'bucket', name: stateLocation(environment).bucket, limit: nameLimit('bucket') },
  ];
}

/** Those of {@link longestNames} that AWS would refuse. */
export function overlongNames(environment: Named): readonly PhysicalName[] {
  return longestNames(environment).filter(({ name, limit }) => name.length > limit);
}
