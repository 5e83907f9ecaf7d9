import type { Values } from '../plan-json';
import { foreseeFirewall } from './firewall';

const rule = (action: Values): Values => ({ name: 'x', action: [action], override_action: [] });
const group = (override: Values): Values => ({ name: 'x', action: [], override_action: [override] });
const COUNTS = { rule: [rule({ count: [{}], block: [] }), group({ count: [{}], none: [] })] };
const BLOCKS = { rule: [rule({ count: [], block: [{}] }), group({ count: [], none: [{}] })] };
const PASSES = { rule: [] };

function firewall(
  before: Values | null,
  after: Values | null,
  { more = {}, cdn = {} as Values | null } = {},
) {
  const of = (type: string, change: { before: Values | null; after: Values | null }) => ({
    address: `${type}.x`,
    type,
    name: 'x',
    mode: 'managed' as const,
    change: { actions: [], ...change },
  });
  return foreseeFirewall({
    resource_changes: [
      of('aws_cloudfront_distribution', { before: cdn, after: {} }),
      { ...of('aws_wafv2_web_acl', { before, after }), ...more },
    ],
  });
}

test.each<[string, Values | null, Values, RegExp]>([
  ['counted so far', COUNTS, BLOCKS, /403 to what it has only counted so far; the verb status/],
  ['was not there', null, BLOCKS, /mode: 'count'/],
  ['had no rule', PASSES, { rule: [rule({ block: [{}] })] }, /403/],
  ['had no group', PASSES, { rule: [group({ none: [{}] })] }, /403/],
])('a firewall that blocks and %s is said', (_, before, after, words) => {
  expect(firewall(before, after)).toEqual([
    { address: 'aws_wafv2_web_acl.x', effect: 'acts', text: expect.stringMatching(words) },
  ]);
});

test.each<[string, Values | null, Values | null]>([
  ['blocks as before', BLOCKS, { ...BLOCKS, name: 'y' }],
  ['counts from now on', BLOCKS, COUNTS],
  ['goes', BLOCKS, null],
  ['is new and counts', null, COUNTS],
  ['has no rules', {}, {}],
])('one that %s is not', (_, before, after) => {
  expect(firewall(before, after)).toEqual([]);
});

test('nor is a new environment, or what an interrupted run left', () => {
  expect(firewall(COUNTS, BLOCKS, { cdn: null })).toEqual([]);
  expect(firewall(COUNTS, BLOCKS, { more: { deposed: 'a' } })).toEqual([]);
  expect(firewall(COUNTS, BLOCKS, { more: { type: 'aws_lb' } })).toEqual([]);
  expect(foreseeFirewall({})).toEqual([]);
});
