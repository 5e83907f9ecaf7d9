import type { PlanJson, Values } from '../plan-json';
import { foreseeSubnets } from './subnets';

function of(type: string, actions: string, before: Values | null = {}, name = 'x') {
  const after = actions.endsWith('delete') ? null : (before ?? {});
  const change = { before, after, actions: actions.split(',') };
  return { address: `${type}.${name}`, type, name, mode: 'managed' as const, change };
}

const subnet = (zone: string, actions: string) =>
  of('aws_subnet', actions, actions === 'create' ? null : { availability_zone: zone }, zone);
const database = (more: Values = {}) =>
  of('aws_db_instance', 'no-op', { availability_zone: 'eu-west-1a', multi_az: false, ...more });
const VPC = of('aws_vpc', 'no-op', { cidr_block: '10.0.0.0/16' });

function plan(...resource_changes: NonNullable<PlanJson['resource_changes']>): PlanJson {
  return { resource_changes };
}

const KEPT = [subnet('eu-west-1a', 'no-op'), subnet('eu-west-1b', 'no-op')];

test.each(['delete,create', 'create,delete'])('a zone that is exchanged is refused (%s)', (actions) => {
  const [refused, ...more] = foreseeSubnets(
    plan(
      VPC,
      subnet('eu-west-1a', 'no-op'),
      subnet('eu-west-1b', actions),
      subnet('c', 'create'),
      database(),
    ),
  );
  expect(more).toEqual([]);
  expect(refused).toMatchObject({ address: 'aws_subnet.eu-west-1b', effect: 'refused' });
  expect(refused?.text).toMatch(/^eu-west-1b would have to be empty/);
  expect(refused?.text).toContain('that it has first: eu-west-1a, eu-west-1b.');
});

test('so are other addresses for the whole network, with those that it has', () => {
  const vpc = of('aws_vpc', 'delete,create', { cidr_block: '10.0.0.0/16' });
  expect(foreseeSubnets(plan(vpc, subnet('eu-west-1a', 'delete,create')))).toEqual([
    { address: 'aws_vpc.x', effect: 'refused', text: expect.stringContaining('Write 10.0.0.0/16 again.') },
  ]);
});

test.each<[string, Values, RegExp]>([
  ['its database', { availability_zone: 'eu-west-1c' }, /is in eu-west-1c/],
  ['perhaps its standby', { multi_az: true }, /standby in one of the other zones than eu-west-1a/],
])('a zone that goes is refused with %s in it', (_, where, words) => {
  expect(foreseeSubnets(plan(VPC, ...KEPT, subnet('eu-west-1c', 'delete'), database(where)))).toEqual([
    { address: 'aws_subnet.eu-west-1c', effect: 'refused', text: expect.stringMatching(words) },
  ]);
});

test.each<[string, PlanJson]>([
  ['a zone that comes', plan(VPC, ...KEPT, subnet('eu-west-1c', 'create'), database())],
  ['one that goes with nothing but tasks in it', plan(VPC, ...KEPT, subnet('c', 'delete'), database())],
  ['one that goes where there is no database', plan(VPC, ...KEPT, subnet('c', 'delete'))],
  ['one that goes with its database', plan(VPC, subnet('a', 'delete'), of('aws_db_instance', 'delete'))],
  ['a destroy', plan(of('aws_vpc', 'delete'), subnet('eu-west-1a', 'delete'), database())],
  ['a new environment', plan(of('aws_vpc', 'create', null), subnet('a', 'create'))],
  ['what an interrupted run left', plan(VPC, { ...subnet('b', 'delete,create'), deposed: 'abcd' })],
  ['no network', plan(subnet('a', 'delete,create'))],
  ['nothing', {}],
])('%s is fine', (_, fine) => {
  expect(foreseeSubnets(fine)).toEqual([]);
});
