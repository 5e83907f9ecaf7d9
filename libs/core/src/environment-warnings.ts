import type { Environment } from './environment';
import { mostTasks, pooledConnections, poolsFit } from './pool-size';

type Warned = Pick<Environment, 'services' | 'database' | 'edge' | 'tier' | 'alerts'>;

/** What is allowed but deserves a word whenever something is released: one sentence or two each, for people. */
export function environmentWarnings(environment: Warned): readonly string[] {
  return [
    ...migrationWarnings(environment),
    ...connectionWarnings(environment),
    ...edgeWarnings(environment),
    ...alertWarnings(environment),
  ];
}

function edgeWarnings({ edge }: Pick<Warned, 'edge'>): readonly string[] {
  if (!edge.direct) return [];
  return [
    'edge.direct is on: requests reach the load balancer past the CDN and its firewall. It is for the step in which the ' +
      'CDN is switched on or off; leave it out when that is done.',
  ];
}

/** Other environments may have reasons to be quiet. */
function alertWarnings({ tier, alerts }: Warned): readonly string[] {
  if (tier !== 'production' || alerts.emails.length > 0) return [];
  return [
    'alerts.emails is empty, so nobody is told when an alarm goes off in production. Set it and deploy: each address ' +
      'gets a mail from AWS that it has to confirm.',
  ];
}

function migrationWarnings({ services }: Pick<Warned, 'services'>): readonly string[] {
  return Object.entries(services)
    .filter(([, { migrate, scaling }]) => migrate === 'on-start' && scaling.max > 1)
    .map(
      ([name, { scaling }]) =>
        `services.${name} migrates as each container starts, and up to ${scaling.max} of them start at once: they wait ` +
        'for one another, and old tasks serve on a schema that is new already. ' +
        `A \`release\` command instead of \`migrate: 'on-start'\` runs once, before any of them.`,
    );
}

/** A warning and no problem: a team may have a pooler in between, or services that never query. */
function connectionWarnings({
  database,
  services,
}: Pick<Warned, 'services' | 'database'>): readonly string[] {
  if (!database || poolsFit(database, services)) return [];
  return [
    `${database.size} has about ${pooledConnections(database)} connections for tasks, too few for 2 each when ` +
      `services are at scaling.max and a release rolls, which makes ${mostTasks(services)} tasks: Postgres would turn ` +
      'some away. Take a larger database.size, or lower scaling.max.',
  ];
}
