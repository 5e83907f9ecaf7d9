import { secretLooking, type ServiceSettings } from '@slipway/core';
import type { Area } from '../invariant';
import type { Arguments, Stack } from '../stack';
import { statementsOf } from '../statements';

interface Container {
  readonly name: string;
  readonly user: string;
  readonly command?: readonly string[];
  readonly privileged?: boolean;
  readonly readonlyRootFilesystem: boolean;
  readonly portMappings: readonly object[];
  readonly environment: readonly { name: string; value: string }[];
  readonly secrets: readonly { name: string; valueFrom: string }[];
  readonly logConfiguration: { logDriver: string; options: { [name: string]: string } };
  readonly linuxParameters: { initProcessEnabled: boolean; tmpfs?: readonly object[] };
  readonly stopTimeout: number;
  readonly startTimeout: number;
}

interface Shape {
  readonly service: string;
  readonly settings: ServiceSettings;
  readonly task: Arguments;
  readonly container: Container;
}

/** The task definition of each process type and its one container. */
function shapes(stack: Stack): readonly Shape[] {
  const { app, name, services } = stack.environment;
  return Object.entries(services).map(([service, settings]) => {
    const family = `${app}-${name}-${service}-template`;
    const [task] = stack.all('aws_ecs_task_definition').filter((task) => task.family === family);
    if (!task) throw new Error(`There is no task definition ${family}.`);
    const [container, ...others] = JSON.parse(String(task.container_definitions)) as Container[];
    if (container?.name !== service || others.length > 0)
      throw new Error(`${family} has not one container, named ${service}.`);
    return { service, settings, task, container };
  });
}

/** What the policies of a role allow. */
function allowed(stack: Stack, arn: unknown): readonly string[] {
  const role = stack.all('aws_iam_role').find(({ address }) => arn === `\${${address}.arn}`);
  expect(role).toBeDefined();
  return stack
    .all('aws_iam_role_policy')
    .filter((policy) => String(policy.role).startsWith(`\${${role?.address}.`))
    .flatMap(({ policy }) => statementsOf(policy).flatMap(({ actions }) => actions));
}

export const containers: Area = {
  area: 'containers',
  claims: {
    'a task has the declared size and processor': (stack) => {
      for (const { task, settings } of shapes(stack)) {
        expect(task).toMatchObject({
          network_mode: 'awsvpc',
          requires_compatibilities: ['FARGATE'],
          cpu: String(settings.cpuUnits),
          memory: String(settings.memoryMb),
          runtime_platform: { cpu_architecture: settings.architecture.toUpperCase() },
        });
      }
    },

    'what starts a task and what the app may do are two roles, and neither has what is the other’s': (
      stack,
    ) => {
      const starts = /^(ecr:|ssm:GetParameters$)/;
      for (const { task } of shapes(stack)) {
        const [execution, app] = [task.execution_role_arn, task.task_role_arn].map((arn) =>
          allowed(stack, arn),
        );
        expect(execution?.filter((action) => starts.test(action))).toContain('ecr:BatchGetImage');
        expect(app?.filter((action) => starts.test(action))).toEqual([]);
        expect(app).toContain('ssmmessages:OpenDataChannel');
        expect(execution?.filter((action) => action.startsWith('ssmmessages:'))).toEqual([]);
      }
    },

    'a container runs unprivileged, with an init process, and stops in the declared time': (stack) => {
      for (const { container, settings } of shapes(stack)) {
        expect(container).toMatchObject({
          linuxParameters: { initProcessEnabled: true },
          stopTimeout: settings.stopSeconds,
          startTimeout: 120,
        });
        expect(container.privileged ?? false).toBe(false);
        expect(container.user).toMatch(/^[1-9]/);
      }
    },

    'its root is read-only unless declared otherwise, and then /tmp is its own': (stack) => {
      for (const { container, settings } of shapes(stack)) {
        expect(container.readonlyRootFilesystem).toBe(!settings.writableRoot);
        expect(container.linuxParameters.tmpfs ?? []).toEqual(
          settings.writableRoot
            ? []
            : [
                {
                  containerPath: '/tmp',
                  size: expect.any(Number),
                  mountOptions: ['rw', 'nosuid', 'nodev', 'mode=1777'],
                },
              ],
        );
      }
    },

    'it runs the declared command on the declared port': (stack) => {
      for (const { container, settings } of shapes(stack)) {
        expect(container.command).toEqual(settings.command);
        expect(container.portMappings).toEqual([{ containerPort: settings.port, protocol: 'tcp' }]);
      }
    },

    'it gets every declared variable, its port and how it migrates': (stack) => {
      for (const { container, settings } of shapes(stack)) {
        const variables = Object.fromEntries(container.environment.map(({ name, value }) => [name, value]));
        expect(variables).toMatchObject({ ...settings.environment, PORT: String(settings.port) });
        expect(variables.MIGRATE).toBe(settings.migrate === 'on-start' ? 'on-start' : undefined);
      }
    },

    'it finds the database, if there is one, and gets the password as a reference': (stack) => {
      const { database } = stack.environment;
      const password = database
        ? `${stack.only('aws_db_instance').address}.master_user_secret[0].secret_arn`
        : undefined;
      for (const { container } of shapes(stack)) {
        const variables = Object.fromEntries(container.environment.map(({ name, value }) => [name, value]));
        expect(variables.DATABASE_SECRET_ARN).toBe(password && `\${${password}}`);
        expect(container.secrets).toEqual(
          password ? [{ name: 'DATABASE_PASSWORD', valueFrom: `\${${password}}:password::` }] : [],
        );
      }
    },

    'no plain variable looks like a secret': (stack) => {
      for (const { container } of shapes(stack)) {
        const suspects = container.environment.filter(({ name, value }) => secretLooking(name, value));
        expect(suspects).toEqual([]);
      }
    },

    'it logs to its own group, with the mode said out loud': (stack) => {
      for (const { service, container } of shapes(stack)) {
        const name = `/ecs/${stack.environment.name}/${service}`;
        const group = stack.all('aws_cloudwatch_log_group').find((candidate) => candidate.name === name);
        expect(container.logConfiguration).toMatchObject({
          logDriver: 'awslogs',
          options: {
            'awslogs-group': `\${${group?.address}.name}`,
            mode: 'non-blocking',
            'max-buffer-size': expect.any(String),
          },
        });
      }
    },
  },
};
