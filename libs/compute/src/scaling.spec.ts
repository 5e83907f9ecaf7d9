import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { Scaling, type ScalingProps } from './scaling';
import { sample } from './sample-parts';
import { Synthesized } from '@slipway/testing';

function make(props: Partial<ScalingProps> = {}) {
  return new Synthesized((stack) => {
    const service = new EcsService(stack, 'service', { name: 'web' });
    new Scaling(stack, 'scaling', {
      service,
      clusterName: 'acme-prod',
      limits: sample.settings.scaling,
      requests: { balancerArnSuffix: 'app/acme-prod/1', targetGroupArnSuffix: 'targetgroup/web/2' },
      ...props,
    });
  });
}

test('the range is 0 to 0 until something runs, so that the template never does', () => {
  const { min_capacity, max_capacity } = make().get('aws_appautoscaling_target');
  expect(min_capacity).toBe('${(aws_ecs_service.service.desired_count >= 1) ? 2 : 0}');
  expect(max_capacity).toBe('${(aws_ecs_service.service.desired_count >= 1) ? 6 : 0}');
});

test('it is the count of this very service that changes', () => {
  expect(make().get('aws_appautoscaling_target')).toMatchObject({
    service_namespace: 'ecs',
    scalable_dimension: 'ecs:service:DesiredCount',
    resource_id: 'service/acme-prod/${aws_ecs_service.service.name}',
  });
});

test.each([
  ['cpu', 60, { predefined_metric_type: 'ECSServiceAverageCPUUtilization' }],
  [
    'requests',
    1000,
    {
      predefined_metric_type: 'ALBRequestCountPerTarget',
      resource_label: 'app/acme-prod/1/targetgroup/web/2',
    },
  ],
])('it aims at %s', (id, target, metric) => {
  const { target_tracking_scaling_policy_configuration: tracking } = make().get(
    'aws_appautoscaling_policy',
    `scaling_${id}`,
  );
  expect(tracking).toMatchObject({ target_value: target, predefined_metric_specification: metric });
});

test('a service without requests scales on cpu alone', () => {
  expect(make({ requests: undefined }).addresses('aws_appautoscaling_policy')).toEqual(['scaling_cpu']);
});

test('it shrinks more slowly than it grows', () => {
  const cooldowns = make()
    .all('aws_appautoscaling_policy')
    .map(({ target_tracking_scaling_policy_configuration: tracking }) => tracking);
  const unhurried = expect.objectContaining({ scale_out_cooldown: 60, scale_in_cooldown: 300 });
  expect(cooldowns).toEqual([unhurried, unhurried]);
});
