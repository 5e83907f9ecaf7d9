import type { PlanJson, Values } from '../plan-json';
import { foreseeWayOut } from './way-out';

function of(type: string, actions: string, before: Values | null = {}, after: Values | null = {}) {
  const change = { before, after, actions: actions.split(',') };
  return { address: `${type}.x`, type, name: 'x', mode: 'managed' as const, change };
}

function plan(...resource_changes: NonNullable<PlanJson['resource_changes']>): PlanJson {
  return { resource_changes };
}

const VPC = of('aws_vpc', 'no-op');
const to = (more: Values): Values => ({ destination_cidr_block: '0.0.0.0/0', ...more });
const [ONE, TWO] = [to({ nat_gateway_id: 'nat-1' }), to({ nat_gateway_id: 'nat-2' })];

test.each<[string, PlanJson, RegExp]>([
  ['another gateway', plan(VPC, of('aws_route', 'update', ONE, TWO)), /break off once/],
  ['one that is yet to be made', plan(VPC, of('aws_route', 'update', ONE, to({}))), /break off once/],
  ['none any more', plan(VPC, of('aws_route', 'delete', ONE, null)), /for good.*some minutes/],
  [
    'none any more in any zone',
    plan(VPC, of('aws_route', 'delete', ONE, null), of('aws_route', 'delete', TWO, null)),
    /for good.*some minutes/,
  ],
  [
    'one instead of endpoints',
    plan(VPC, of('aws_route', 'create', null, to({})), of('aws_vpc_endpoint', 'delete', {}, null)),
    /some minutes.*Those that run go on/,
  ],
])('%s is said', (_, changed, words) => {
  expect(foreseeWayOut(changed)).toEqual([
    { address: 'aws_route.x', effect: 'interrupts', text: expect.stringMatching(words) },
  ]);
});

test.each<[string, PlanJson]>([
  ['the same gateway', plan(VPC, of('aws_route', 'no-op', ONE, ONE))],
  ['another attribute of the route', plan(VPC, of('aws_route', 'update', ONE, { ...ONE, origin: 'x' }))],
  [
    'the way out of the load balancer',
    plan(VPC, of('aws_route', 'delete', to({ gateway_id: 'igw-1' }), null)),
  ],
  [
    'another destination',
    plan(VPC, of('aws_route', 'delete', { destination_cidr_block: '10.0.0.0/8' }, null)),
  ],
  ['a zone that goes', plan(VPC, of('aws_route', 'no-op', ONE, ONE), of('aws_route', 'delete', ONE, null))],
  ['a zone that comes', plan(VPC, of('aws_route', 'create', null, to({})))],
  ['what an interrupted run left', plan(VPC, { ...of('aws_route', 'delete', ONE, null), deposed: 'a' })],
  ['a destroy', plan(of('aws_vpc', 'delete'), of('aws_route', 'delete', ONE, null))],
  ['a new environment', plan(of('aws_vpc', 'create'), of('aws_route', 'create', null, to({})))],
  ['no network', plan(of('aws_route', 'delete', ONE, null))],
  ['nothing', {}],
])('%s is not', (_, fine) => {
  expect(foreseeWayOut(fine)).toEqual([]);
});
