import { Cluster } from './cluster';
import { sample } from './sample-parts';
import { Synthesized } from '@slipway/testing';

const result = new Synthesized((stack) => new Cluster(stack, 'cluster', sample));

test('shells are encrypted with our key and recorded in their own, encrypted log group', () => {
  expect(result.get('aws_ecs_cluster')).toMatchObject({
    name: 'acme-prod',
    configuration: {
      execute_command_configuration: {
        kms_key_id: 'arn:key',
        logging: 'OVERRIDE',
        log_configuration: {
          cloud_watch_encryption_enabled: true,
          cloud_watch_log_group_name: '/ecs/prod/exec',
        },
      },
    },
  });
});

test('Container Insights counts desired and running tasks', () => {
  expect(result.get('aws_ecs_cluster').setting).toEqual([{ name: 'containerInsights', value: 'enabled' }]);
});

test('Fargate is the default, Fargate Spot is at hand', () => {
  expect(result.get('aws_ecs_cluster_capacity_providers')).toMatchObject({
    capacity_providers: ['FARGATE', 'FARGATE_SPOT'],
    default_capacity_provider_strategy: [{ capacity_provider: 'FARGATE', weight: 1 }],
  });
});
