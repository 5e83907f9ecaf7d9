import { rolloutSettings, type SynthesizedStack } from './rollout-settings';

const STACK: SynthesizedStack = {
  resource: {
    aws_ecs_service: {
      service_web: {
        name: 'web',
        task_definition: '${aws_ecs_task_definition.service_web_template.arn}',
        load_balancer: [{ target_group_arn: '${aws_lb_target_group.web.arn}', container_name: 'web' }],
        deployment_minimum_healthy_percent: 100,
        deployment_maximum_percent: 150,
      },
      worker: { name: 'worker', task_definition: '${aws_ecs_task_definition.worker.arn}' },
    },
    aws_lb_target_group: {
      web: { deregistration_delay: '10', health_check: { interval: 5, healthy_threshold: 2 } },
    },
    aws_ecs_task_definition: {
      service_web_template: { container_definitions: '[{"stopTimeout":2},{"stopTimeout":4}]' },
      worker: { container_definitions: '[{}]' },
    },
  },
};

describe('rolloutSettings', () => {
  it('follows the references from service to target group and task definition', () => {
    expect(rolloutSettings(STACK).web).toEqual({
      healthCheckInterval: 5,
      healthyThreshold: 2,
      deregistrationDelay: 10,
      stopTimeout: 4,
      minimumHealthyPercent: 100,
      maximumPercent: 150,
    });
  });

  it('fills in what AWS would, and no checks for a service without a load balancer', () => {
    expect(rolloutSettings(STACK).worker).toEqual({
      healthCheckInterval: 0,
      healthyThreshold: 0,
      deregistrationDelay: 0,
      stopTimeout: 30,
      minimumHealthyPercent: 100,
      maximumPercent: 200,
    });
  });

  it("fills in Terraform's own default where Terraform sends one", () => {
    const stack = { resource: { ...STACK.resource, aws_lb_target_group: { web: {} } } };

    expect(rolloutSettings(stack).web).toMatchObject({
      healthCheckInterval: 30,
      healthyThreshold: 3,
      deregistrationDelay: 300,
    });
  });

  it('refuses a reference to something that is not in the stack', () => {
    const stack = { resource: { ...STACK.resource, aws_lb_target_group: {} } };

    expect(() => rolloutSettings(stack)).toThrow('${aws_lb_target_group.web.arn}');
  });

  it('has nothing to say about a stack without services', () => {
    expect(rolloutSettings({})).toEqual({});
  });
});
