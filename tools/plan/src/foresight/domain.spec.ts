import type { PlanJson, Values } from '../plan-json';
import { foreseeDomain } from './domain';

function record(name: string, after: Values | null, actions = 'delete,create', more: Values = {}) {
  const before = { name, type: 'A', ...more };
  const change = { before, after, actions: actions.split(',') };
  return {
    address: `aws_route53_record.${name}`,
    type: 'aws_route53_record',
    name,
    mode: 'managed' as const,
    change,
  };
}

const plan = (...resource_changes: NonNullable<PlanJson['resource_changes']>): PlanJson => ({
  resource_changes,
});
const ORIGIN = record('origin.a.example', { name: 'origin.b.example', type: 'A' });

test.each([
  [
    'another name',
    { name: 'b.example', type: 'A' },
    /^a\.example leads nowhere .* for good\. .*at b\.example/,
  ],
  ['another zone', { name: 'a.example', type: 'A', zone_id: 'Z2' }, /up to 15 minutes/],
])('%s is said, once', (_, after, words) => {
  const ipv6 = record('a.example', { name: 'b.example', type: 'AAAA' }, 'delete,create', { type: 'AAAA' });
  expect(foreseeDomain(plan(ORIGIN, ipv6, record('a.example', after)))).toEqual([
    { address: 'aws_route53_record.a.example', effect: 'interrupts', text: expect.stringMatching(words) },
  ]);
});

test.each<[string, PlanJson]>([
  ['a name that leads elsewhere', plan(record('a.example', { name: 'a.example' }, 'update'))],
  ['the name by which only the CDN asks', plan(ORIGIN)],
  ['a destroy', plan(record('a.example', null, 'delete'))],
  ['the record of a certificate', plan(record('_x.a.example', {}, 'delete,create', { type: 'CNAME' }))],
  ['what an interrupted run left', plan({ ...record('a.example', { name: 'b.example' }), deposed: 'a' })],
  ['another resource', plan({ ...record('a.example', { name: 'b.example' }), type: 'aws_lb' })],
  ['nothing', {}],
])('%s is not', (_, fine) => {
  expect(foreseeDomain(fine)).toEqual([]);
});

test('nor is a new environment', () => {
  const { change, ...rest } = record('a.example', { name: 'a.example', type: 'A' }, 'create');
  expect(foreseeDomain(plan({ ...rest, change: { ...change, before: null } }))).toEqual([]);
});
