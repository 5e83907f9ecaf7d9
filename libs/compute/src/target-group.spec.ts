import { sample } from './sample-parts';
import { Synthesized } from '@slipway/testing';
import { createTargetGroup } from './target-group';

function make(name = 'web', drainSeconds = 60) {
  return new Synthesized((stack) =>
    createTargetGroup(stack, 'target-group', { ...sample.settings, vpcId: 'vpc-1', name, drainSeconds }),
  ).get('aws_lb_target_group');
}

test('tasks are reached by address, on the port of the app', () => {
  expect(make()).toMatchObject({ vpc_id: 'vpc-1', target_type: 'ip', protocol: 'HTTP', port: 3000 });
});

test('health is checked as declared; only a 200 is healthy', () => {
  expect(make().health_check).toEqual({
    path: '/healthz',
    protocol: 'HTTP',
    matcher: '200',
    interval: 5,
    timeout: 2,
    healthy_threshold: 2,
    unhealthy_threshold: 3,
  });
});

test.each([0, 60, 900])('a leaving task has the declared %d s for its last requests', (seconds) => {
  expect(make('web', seconds).deregistration_delay).toBe(String(seconds));
});

test('a replacement can be made before the old one goes', () => {
  expect(make()).toMatchObject({
    name_prefix: 'web-',
    lifecycle: { create_before_destroy: true, ignore_changes: ['port'] },
  });
});

test("a long name fits into AWS's six characters", () => {
  expect(make('storefront').name_prefix).toBe('store-');
});

test('plain HTTP inside the VPC is on record', () => {
  expect(Synthesized.exemptions(make())).toEqual(['CKV_AWS_378']);
});
