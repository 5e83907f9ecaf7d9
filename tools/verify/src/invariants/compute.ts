import type { ServiceSettings } from '@slipway/core';
import type { Area } from '../invariant';
import type { Arguments, Stack } from '../stack';

interface Running {
  readonly name: string;
  readonly settings: ServiceSettings;
  readonly service: Arguments;
}

/** The ECS service of each process type; there is one for each. */
function running(stack: Stack): readonly Running[] {
  const { services } = stack.environment;
  const found = stack.all('aws_ecs_service');
  if (found.length !== Object.keys(services).length)
    throw new Error(`There are ${found.length} ECS services.`);
  return Object.entries(services).map(([name, settings]) => {
    const service = found.find((candidate) => candidate.name === name);
    if (!service) throw new Error(`There is no ECS service ${name}.`);
    return { name, settings, service };
  });
}

export const compute: Area = {
  area: 'compute',
  claims: {
    'tasks run on a cluster that reports on them': (stack) => {
      expect(stack.only('aws_ecs_cluster').setting).toEqual([
        { name: 'containerInsights', value: expect.stringMatching(/^(enabled|enhanced)$/) },
      ]);
    },

    'the shape is kept in a template family that is never run': (stack) => {
      const { app, name: environment } = stack.environment;
      for (const { name, service } of running(stack)) {
        const template = stack
          .all('aws_ecs_task_definition')
          .find(({ family }) => family === `${app}-${environment}-${name}-template`);
        expect(service.task_definition).toBe(`\${${template?.address}.arn}`);
        expect(service).toMatchObject({
          desired_count: 0,
          lifecycle: { ignore_changes: ['task_definition', 'desired_count', 'load_balancer'] },
        });
      }
    },

    'a service scales in the declared range, and not before its first release': (stack) => {
      for (const { service, settings } of running(stack)) {
        const [target, ...others] = stack.referring('aws_appautoscaling_target', service);
        expect(others).toEqual([]);
        // Registering a minimum raises the count at once, and what it would start is the template.
        const onceReleased = (count: number) => `\${(${service.address}.desired_count >= 1) ? ${count} : 0}`;
        expect(target).toMatchObject({
          min_capacity: onceReleased(settings.scaling.min),
          max_capacity: onceReleased(settings.scaling.max),
        });
      }
    },

    'a service aims at the declared load': (stack) => {
      for (const { service, settings } of running(stack)) {
        const [target] = stack.referring('aws_appautoscaling_target', service);
        const aims = stack.referring('aws_appautoscaling_policy', target).map((policy) => {
          const aim = policy.target_tracking_scaling_policy_configuration as {
            target_value: number;
            predefined_metric_specification: { predefined_metric_type: string };
          };
          return [aim.predefined_metric_specification.predefined_metric_type, aim.target_value];
        });
        expect(aims).toEqual([
          ['ECSServiceAverageCPUUtilization', settings.scaling.cpuPercent],
          ...(service.load_balancer ? [['ALBRequestCountPerTarget', settings.scaling.requestsPerTask]] : []),
        ]);
      }
    },

    'a service rolls without a gap, and back by itself': (stack) => {
      for (const { service } of running(stack)) {
        expect(service).toMatchObject({
          deployment_minimum_healthy_percent: 100,
          deployment_maximum_percent: 200,
          deployment_circuit_breaker: { enable: true, rollback: true },
          network_configuration: expect.objectContaining({ assign_public_ip: false }),
          enable_execute_command: true,
          wait_for_steady_state: false,
        });
      }
    },

    '`web` gets the requests, and time to boot; ECS waits for the route': (stack) => {
      const { name, settings, service } = running(stack).find(({ name }) => name === 'web') as Running;
      const group = stack.only('aws_lb_target_group');
      expect(service.load_balancer).toEqual([
        { target_group_arn: `\${${group.address}.arn}`, container_name: name, container_port: settings.port },
      ]);
      expect(service.health_check_grace_period_seconds).toBe(settings.startSeconds);
      const rules = stack.referring('aws_lb_listener_rule', group);
      expect(rules).toHaveLength(1);
      expect(service.depends_on).toEqual(expect.arrayContaining(rules.map(({ address }) => address)));
    },

    'a task is checked and drained as declared': (stack) => {
      const { port, healthCheck, drainSeconds } = stack.environment.services.web as ServiceSettings;
      const group = stack.only('aws_lb_target_group');
      expect(group.port).toBe(port);
      expect(Number(group.deregistration_delay)).toBe(drainSeconds);
      expect(group.health_check).toMatchObject({
        path: healthCheck.path,
        interval: healthCheck.intervalSeconds,
        timeout: healthCheck.timeoutSeconds,
        healthy_threshold: healthCheck.healthyAfter,
        matcher: '200',
      });
    },

    'there is a bastion on request only, born closed': (stack) => {
      if (!stack.environment.bastion) {
        const kinds = ['aws_autoscaling_group', 'aws_launch_template', 'aws_iam_instance_profile'];
        return expect(stack.all(...kinds)).toEqual([]);
      }
      const group = stack.only('aws_autoscaling_group');
      expect(group).toMatchObject({ min_size: 0, max_size: 1 });
      expect(group).not.toHaveProperty('desired_capacity');
      expect(stack.refersTo(group, stack.only('aws_launch_template'))).toBe(true);
    },

    'nothing reaches the bastion but Session Manager': (stack) => {
      const template = stack.all('aws_launch_template')[0];
      if (!stack.environment.bastion) return expect(template).toBeUndefined();
      expect(template).toMatchObject({
        metadata_options: { http_tokens: 'required', http_put_response_hop_limit: 1 },
        network_interfaces: [{ associate_public_ip_address: 'false', security_groups: [expect.any(String)] }],
        block_device_mappings: [{ ebs: { encrypted: 'true' } }],
      });
      expect(template).not.toHaveProperty('key_name');
      const interfaces = (template?.network_interfaces ?? []) as { security_groups: string[] }[];
      const groups = interfaces.flatMap(({ security_groups }) => security_groups);
      const entrances = stack
        .all('aws_vpc_security_group_ingress_rule')
        .filter(({ security_group_id }) => groups.includes(String(security_group_id)));
      expect(entrances).toEqual([]);
    },
  },
};
