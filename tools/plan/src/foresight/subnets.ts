import type { PlanJson, ResourceChangeJson } from '../plan-json';
import type { Foreseen } from './foreseen';

/**
 * Subnets that a plan takes from under what has addresses in them: load balancer, tasks, database. AWS deletes none of
 * those (https://docs.aws.amazon.com/vpc/latest/userguide/subnet-deleting.html). Terraform asks again for 20 minutes and
 * then fails, with half of the plan applied.
 *
 * - One that is replaced goes first, as its successor has its addresses. Nothing can have left it by then.
 * - One that only goes is left by load balancer and tasks in the same apply. A database stays where it is, and RDS lets
 *   go of no subnet that it uses
 *   (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSubnetGroup.html, SubnetAlreadyInUse).
 *
 * A plan that takes the whole network away is a destroy, and asks for more than this.
 */
export function foreseeSubnets({ resource_changes: changes = [] }: PlanJson): readonly Foreseen[] {
  const network = changes.find(({ type, deposed }) => type === 'aws_vpc' && deposed === undefined);
  if (!network || !network.change.before || actionOf(network) === 'delete') return [];
  if (actionOf(network) === 'replace') {
    return [
      {
        address: network.address,
        effect: 'refused',
        text: `A network cannot get other addresses (network.cidr) while anything lives in it: AWS deletes neither it nor its subnets then. Write ${String(network.change.before.cidr_block)} again. For other addresses, make an environment with a new name and another domain, bring the data there, and destroy this one afterwards.`,
      },
    ];
  }
  const subnets = changes.filter(({ type, deposed }) => type === 'aws_subnet' && deposed === undefined);
  const replaced = subnets.filter((subnet) => actionOf(subnet) === 'replace');
  const [first] = replaced;
  if (first) {
    return [
      {
        address: first.address,
        effect: 'refused',
        text: `${zoneWords(replaced)} would have to be empty before another zone can take its place, and load balancer, tasks and database have addresses there. AWS deletes no subnet that is in use. Zones of an environment that lives can be added at the end of network.zones, not exchanged. Name those that it has first: ${zoneWords(subnets.filter(({ change }) => change.before))}.`,
      },
    ];
  }
  return heldByDatabase(
    subnets.filter((subnet) => actionOf(subnet) === 'delete'),
    changes.find(({ type, deposed }) => type === 'aws_db_instance' && deposed === undefined),
  );
}

function heldByDatabase(
  going: readonly ResourceChangeJson[],
  database: ResourceChangeJson | undefined,
): readonly Foreseen[] {
  const { before, after } = database?.change ?? {};
  if (!database || !before || !after) return [];
  const its = String(before.availability_zone);
  const held = going.find((subnet) => zoneOf(subnet) === its || before.multi_az === true);
  if (!held) return [];
  const where =
    zoneOf(held) === its ? `is in ${its}` : `has its standby in one of the other zones than ${its}`;
  return [
    {
      address: held.address,
      effect: 'refused',
      text: `The database ${where}, and RDS lets go of no subnet that it uses. Keep the zones that network.zones named so far.`,
    },
  ];
}

function actionOf({ change: { actions } }: ResourceChangeJson): string {
  return actions.length > 1 ? 'replace' : actions.join();
}

function zoneOf({ change }: ResourceChangeJson): string {
  return String(change.before?.availability_zone);
}

function zoneWords(subnets: readonly ResourceChangeJson[]): string {
  return [...new Set(subnets.map(zoneOf))].sort().join(', ');
}
