import { forEachEnvironment } from './for-each-environment';

interface ContainerDefinition {
  readonly image: string;
  readonly user: string;
  readonly privileged?: boolean;
  readonly readonlyRootFilesystem: boolean;
  readonly environment: { name: string; value: string }[];
  readonly secrets: { name: string; valueFrom: string }[];
  readonly logConfiguration: { logDriver: string; options: { [name: string]: string } };
  readonly linuxParameters: { initProcessEnabled: boolean };
  readonly stopTimeout: number;
  readonly startTimeout: number;
}

const LOOKS_SECRET = /(pass(word|wd)?|secret|token|api_?key|private_?key|credential)/i;

forEachEnvironment('compute', (stack) => {
  const tasks = () => stack().all('aws_ecs_task_definition');
  const containers = () =>
    tasks().flatMap(
      ({ container_definitions }) => JSON.parse(String(container_definitions)) as ContainerDefinition[],
    );

  it('runs tasks on a cluster that reports on them', () => {
    expect(JSON.stringify(stack().only('aws_ecs_cluster').setting)).toMatch(
      /containerInsights.*(enabled|enhanced)/,
    );
  });

  it('keeps the shape in a template family that is never run', () => {
    const { app, name, services } = stack().environment;
    expect(tasks().map(({ family }) => family)).toEqual(
      Object.keys(services).map((service) => `${app}-${name}-${service}-template`),
    );
    expect(stack().all('aws_ecs_service')).toHaveLength(tasks().length);
    for (const service of stack().all('aws_ecs_service')) {
      expect(service.desired_count).toBe(0);
      expect(service.lifecycle).toMatchObject({ ignore_changes: ['task_definition', 'desired_count'] });
    }
  });

  it('scales in the declared range, and not before the first release', () => {
    const targets = stack().all('aws_appautoscaling_target');
    expect(targets).toHaveLength(tasks().length);
    const { scaling } = stack().environment.services.web as { scaling: { min: number; max: number } };
    // Registering a minimum raises the count at once, and what it would start is the template.
    const onceReleased = (count: number) =>
      expect.stringMatching(
        new RegExp(`^\\$\\{\\(?\\(?aws_ecs_service\\..*\\.desired_count >= 1\\)? \\? ${count} : 0\\)?\\}$`),
      );
    expect(targets[0]).toMatchObject({
      min_capacity: onceReleased(scaling.min),
      max_capacity: onceReleased(scaling.max),
    });
    expect(stack().all('aws_appautoscaling_policy')).toHaveLength(2 * tasks().length);
  });

  it('rolls without a gap and back by itself', () => {
    for (const service of stack().all('aws_ecs_service')) {
      expect(service).toMatchObject({
        deployment_minimum_healthy_percent: 100,
        deployment_maximum_percent: 200,
        deployment_circuit_breaker: { enable: true, rollback: true },
        network_configuration: expect.objectContaining({ assign_public_ip: false }),
        enable_execute_command: true,
        wait_for_steady_state: false,
      });
      expect(service.health_check_grace_period_seconds).toBeGreaterThan(0);
      expect(JSON.stringify(service.depends_on)).toMatch(/aws_lb_listener(_rule)?\./);
    }
  });

  it('gives each task two roles that are not the same', () => {
    for (const task of tasks()) {
      expect(task).toMatchObject({ network_mode: 'awsvpc', requires_compatibilities: ['FARGATE'] });
      expect(task.execution_role_arn).toBeDefined();
      expect(task.task_role_arn).not.toBe(task.execution_role_arn);
    }
  });

  it('runs unprivileged, on a read-only root, with an init process', () => {
    expect(containers().length).toBeGreaterThan(0);
    for (const container of containers()) {
      expect(container).toMatchObject({
        readonlyRootFilesystem: true,
        linuxParameters: { initProcessEnabled: true },
        stopTimeout: 2,
        startTimeout: 600,
      });
      expect(container.privileged ?? false).toBe(false);
      expect(container.user).toMatch(/^[1-9]/);
    }
  });

  it('logs to its own group with the mode said out loud', () => {
    const { name, services } = stack().environment;
    const groups = stack()
      .all('aws_cloudwatch_log_group')
      .map((group) => group.name);
    expect(groups).toEqual(
      expect.arrayContaining(Object.keys(services).map((service) => `/ecs/${name}/${service}`)),
    );
    for (const { logConfiguration } of containers()) {
      expect(logConfiguration.logDriver).toBe('awslogs');
      expect(logConfiguration.options).toMatchObject({
        mode: expect.any(String),
        'max-buffer-size': expect.any(String),
      });
    }
  });

  it('has no secret in plain environment variables, only where to find one', () => {
    for (const { environment, secrets } of containers()) {
      const suspects = environment.filter(({ name }) => LOOKS_SECRET.test(name));
      expect(suspects.map(({ name }) => name)).toEqual(['DATABASE_SECRET_ARN']);
      for (const { value } of suspects) expect(value).toMatch(/^\$\{aws_db_instance\..*\.secret_arn\}$/);
      for (const { valueFrom } of secrets) expect(valueFrom).toMatch(/^\$\{|^arn:/);
    }
  });

  it('declares the fast timings', () => {
    const group = stack().only('aws_lb_target_group');
    expect(Number(group.deregistration_delay)).toBe(10);
    expect(group.health_check).toMatchObject({
      interval: 5,
      healthy_threshold: 2,
      path: '/healthz',
      matcher: '200',
    });
  });

  it('has a bastion only on request, and then closed', () => {
    const instances = stack().all('aws_instance');
    expect(instances).toHaveLength(stack().environment.bastion ? 1 : 0);
    for (const instance of instances) {
      expect(instance).toMatchObject({
        metadata_options: { http_tokens: 'required', http_put_response_hop_limit: 1 },
      });
      expect(instance).not.toHaveProperty('key_name');
    }
  });
});
