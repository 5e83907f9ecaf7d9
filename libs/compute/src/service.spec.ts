import { sample, sampleService } from './sample-parts';
import type { Service, ServiceProps } from './service';
import { Synthesized } from '@slipway/testing';

function make(
  behind: 'load-balancer' | 'nothing' = 'load-balancer',
  props: Partial<ServiceProps> = {},
): Synthesized & { readonly service: Service } {
  let service: Service | undefined;
  const result = new Synthesized((stack) => {
    service = sampleService(stack, behind, props);
  });
  return Object.assign(result, { service: service! });
}

const ecsService = (...given: Parameters<typeof make>) => make(...given).get('aws_ecs_service');

describe('any service', () => {
  test('is born with no tasks on its template, and leaves both to releases, nothing else', () => {
    const { desired_count, task_definition, lifecycle } = ecsService();
    expect(desired_count).toBe(0);
    expect(task_definition).toMatch(/^\$\{aws_ecs_task_definition\.web_template_definition_\w+\.arn\}$/);
    expect(lifecycle).toEqual({ ignore_changes: ['task_definition', 'desired_count', 'load_balancer'] });
  });

  test('runs on the latest Fargate in private subnets without public addresses', () => {
    const { launch_type, platform_version, network_configuration } = ecsService();
    expect([launch_type, platform_version]).toEqual(['FARGATE', 'LATEST']);
    expect(network_configuration).toEqual({
      assign_public_ip: false,
      security_groups: [expect.stringContaining('web_security-group')],
      subnets: [expect.stringContaining('network_private_'), expect.stringContaining('network_private_')],
    });
  });

  test('keeps old tasks until new ones are healthy and goes back when they never are', () => {
    expect(ecsService()).toMatchObject({
      deployment_minimum_healthy_percent: 100,
      deployment_maximum_percent: 200,
      deployment_circuit_breaker: { enable: true, rollback: true },
    });
  });

  test('spreads over zones, can be entered, and does not make Terraform wait for releases', () => {
    expect(ecsService()).toMatchObject({
      availability_zone_rebalancing: 'ENABLED',
      enable_execute_command: true,
      wait_for_steady_state: false,
    });
  });

  test('passes its tags on to its tasks', () => {
    expect(ecsService()).toMatchObject({ propagate_tags: 'SERVICE', enable_ecs_managed_tags: true });
  });

  test('calls nothing but HTTPS until it is connected', () => {
    const egress = make('nothing')
      .all('aws_vpc_security_group_egress_rule')
      .filter(({ security_group_id }) => String(security_group_id).includes('web_security-group'));
    expect(egress).toMatchObject([{ cidr_ipv4: '0.0.0.0/0', from_port: 443, to_port: 443 }]);
  });

  test('reads the secrets that its tasks are given', () => {
    const secrets = { DATABASE_PASSWORD: { arn: 'arn:database', field: 'password' } };
    const result = make('load-balancer', { secrets });
    expect(result.get('aws_iam_role_policy', 'web_roles_start').policy).toContain('"arn:database"');
    expect(result.get('aws_ecs_task_definition').container_definitions).toContain('arn:database:password::');
  });

  test('grants go to its task role', () => {
    const result = new Synthesized((stack) =>
      sampleService(stack, 'nothing').grant('mail', {
        Effect: 'Allow',
        Action: 'ses:SendEmail',
        Resource: 'arn:mail',
      }),
    );
    expect(result.get('aws_iam_role_policy', 'web_roles_grant-mail').policy).toContain('ses:SendEmail');
  });

  test('says where releases and people find its parts', () => {
    expect(make().service).toMatchObject({
      name: 'web',
      templateFamily: 'acme-prod-web-template',
      family: 'acme-prod-web',
      parameterPath: '/acme/prod/web',
    });
  });
});

describe('behind the load balancer', () => {
  test('takes requests from the load balancer only, on whatever port an app may listen on', () => {
    const ingress = make()
      .all('aws_vpc_security_group_ingress_rule')
      .filter(({ security_group_id }) => String(security_group_id).includes('web_security-group'));
    expect(ingress).toMatchObject([
      {
        from_port: 1024,
        to_port: 65535,
        referenced_security_group_id: expect.stringContaining('load-balancer_security-group'),
      },
    ]);
  });

  test('is made after the rule that leads to it, without which ECS refuses it', () => {
    expect(ecsService()).toMatchObject({
      depends_on: [expect.stringMatching(/^aws_lb_listener_rule\.load-balancer_route-web_/)],
      load_balancer: [
        {
          container_name: 'web',
          container_port: 3000,
          target_group_arn: expect.stringContaining('web_target-group'),
        },
      ],
    });
  });

  test('has a minute to boot before health checks count', () => {
    expect(ecsService().health_check_grace_period_seconds).toBe(60);
  });

  test('scales on requests too', () => {
    expect(make().addresses('aws_appautoscaling_policy')).toEqual([
      'web_scaling_cpu',
      'web_scaling_requests',
    ]);
  });

  test('signals what the load balancer sees', () => {
    expect(make().service.signals.map(({ id }) => id)).toContain('web-unhealthy');
  });

  test.each(['port', 'healthCheck'])('needs a %s', (missing) => {
    const settings = { ...sample.settings, [missing]: undefined };
    expect(() => make('load-balancer', { settings })).toThrow(
      'Service "web" is behind the load balancer but has no port or no health check.',
    );
  });
});

describe('a worker', () => {
  const worker = () =>
    make('nothing', {
      name: 'worker',
      settings: { ...sample.settings, port: undefined, healthCheck: undefined },
    });

  test('is reached by nobody', () => {
    expect(worker().all('aws_vpc_security_group_ingress_rule')).toEqual([]);
    expect(worker().all('aws_lb_target_group')).toEqual([]);
  });

  test('has nothing to do with load balancing', () => {
    const service = worker().get('aws_ecs_service');
    expect(service).not.toHaveProperty('load_balancer');
    expect(service).not.toHaveProperty('health_check_grace_period_seconds');
  });

  test('scales on cpu and signals what ECS sees', () => {
    const result = worker();
    expect(result.addresses('aws_appautoscaling_policy')).toEqual(['worker_scaling_cpu']);
    expect(result.service.signals.map(({ id }) => id)).toEqual([
      'worker-cpu',
      'worker-memory',
      'worker-missing-tasks',
    ]);
  });
});
