import type { PlanJson } from '../plan-json';
import { foreseeCdnSwitch } from './cdn-switch';

const EVERYBODY = { condition: [{ path_pattern: [{ values: ['/*'] }], http_header: [] }] };
const CDN = { condition: [{ http_header: [{ http_header_name: 'x-origin', values: ['(secret)'] }] }] };

function plan(distribution: string, before: object, after: object, rule = 'update'): PlanJson {
  const of = (type: string, actions: string, change: object) => ({
    address: `${type}.x`,
    type,
    name: 'x',
    mode: 'managed' as const,
    change: { before: {}, after: {}, ...change, actions: actions.split(',') },
  });
  return {
    resource_changes: [
      of('aws_cloudfront_distribution', distribution, {}),
      of('aws_lb_listener_rule', rule, { before, after }),
      of('aws_lb', 'no-op', {}),
    ],
  };
}

test('a CDN before a load balancer that users reach is refused, with the two steps', () => {
  expect(foreseeCdnSwitch(plan('create', EVERYBODY, CDN))).toEqual([
    {
      address: 'aws_cloudfront_distribution.x',
      effect: 'refused',
      text: expect.stringMatching(
        /403.*first edge: \{ cdn: true, direct: true \}, then edge: \{ cdn: true \}/,
      ),
    },
  ]);
});

test('so is one that is taken away from under users', () => {
  expect(foreseeCdnSwitch(plan('delete', CDN, EVERYBODY))).toMatchObject([
    { effect: 'refused', text: expect.stringMatching(/direct: true \}.*then edge: \{ cdn: false \}/) },
  ]);
});

test.each<[string, PlanJson]>([
  ['the first step, which leaves the door as it is', plan('create', EVERYBODY, EVERYBODY)],
  ['the second one, which closes it behind a CDN that is there', plan('no-op', EVERYBODY, CDN)],
  ['the first step back, which opens it', plan('no-op', CDN, EVERYBODY)],
  ['the second one, in which the CDN goes', plan('delete', EVERYBODY, EVERYBODY)],
  ['a CDN that changes', plan('update', CDN, CDN)],
  ['a new environment', plan('create', EVERYBODY, CDN, 'create')],
  ['an environment that goes', plan('delete', CDN, EVERYBODY, 'delete')],
  ['an empty plan', {}],
])('%s is fine', (_, fine) => {
  expect(foreseeCdnSwitch(fine)).toEqual([]);
});
