import type { PlanJson, ResourceChangeJson } from '../plan-json';
import type { Foreseen } from './foreseen';

/**
 * Tasks' way to the internet that is moved, taken away or made, under tasks that use it. A NAT gateway knows only the
 * connections that it has opened itself, so what goes over another one breaks off
 * (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-comparison.html, "dropped and must be re-established").
 */
export function foreseeWayOut({ resource_changes: changes = [] }: PlanJson): readonly Foreseen[] {
  const network = changes.find(({ type }) => type === 'aws_vpc');
  const isKept = network?.change.actions.join() === 'no-op' || network?.change.actions.join() === 'update';
  if (!isKept) return [];
  const all = changes.filter(isWayOut);
  const routes = all.filter(({ change }) => change.actions.join() !== 'no-op');
  const gone = routes.find(({ change }) => change.after === null);
  // Where another one stays, a zone goes, and its tasks with it: that is a roll like others.
  const another = all.some(({ change }) => change.after !== null);
  if (gone && !another) {
    return [
      {
        address: gone.address,
        effect: 'interrupts',
        text: 'From now on tasks reach nothing on the internet: whatever they call there fails, for good. AWS they reach by endpoints, which take some minutes to be made; until then no task can start, and what tasks print waits.',
      },
    ];
  }
  const come = routes.find(({ change }) => change.before === null);
  const endpoint = changes.find(
    ({ type, change }) => type === 'aws_vpc_endpoint' && change.actions.join() === 'delete',
  );
  if (come && endpoint) {
    return [
      {
        address: come.address,
        effect: 'interrupts',
        text: 'Tasks reach AWS by endpoints now and by a NAT gateway afterwards, which takes some minutes to be made. In between no task can start, and what tasks print waits. Those that run go on.',
      },
    ];
  }
  const moved = routes.find(
    ({ change: { before, after } }) => before && after && gatewayOf(before) !== gatewayOf(after),
  );
  if (!moved) return [];
  return [
    {
      address: moved.address,
      effect: 'interrupts',
      text: 'Connections that tasks of a zone have open to the internet break off once, as they go through another NAT gateway from now on. New ones are possible at once. Requests of users are not touched, unless they wait for such a connection.',
    },
  ];
}

function isWayOut({ type, deposed, change }: ResourceChangeJson): boolean {
  if (type !== 'aws_route' || deposed !== undefined) return false;
  const route = change.before ?? change.after;
  // A gateway that is yet to be made has no id in the plan.
  return route?.destination_cidr_block === '0.0.0.0/0' && !route.gateway_id;
}

function gatewayOf(route: ResourceChangeJson['change']['after']): unknown {
  return route?.nat_gateway_id;
}
