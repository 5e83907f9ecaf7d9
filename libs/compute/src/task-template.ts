import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { Construct } from 'constructs';
import { templateFamily, type EnvironmentId } from '@slipway/core';
import { containerDefinition, EXEC_VOLUMES, type ContainerProps } from './container-definition';

export interface TaskTemplateProps extends ContainerProps {
  readonly environment: EnvironmentId;
  readonly executionRoleArn: string;
  readonly taskRoleArn: string;
}

/**
 * The shape of a service's tasks, as the family `<app>-<env>-<service>-template`: size, roles, variables, logs, all
 * but the image. It is never run. A release copies its newest revision into the family `<app>-<env>-<service>`, with
 * the image put in, so that neither Terraform nor releases can undo what the other wrote.
 *
 * A change registers a new revision and then deregisters the old one. That loses nothing: no task ever ran from it,
 * releases run from copies in their own family, a deregistered revision can still be described, and `destroy` leaves
 * none behind.
 */
export class TaskTemplate extends Construct {
  /** ARN with revision: newer than the one a live release was copied from means that the shape has changed. */
  readonly arn: string;
  readonly family: string;

  constructor(scope: Construct, id: string, props: TaskTemplateProps) {
    super(scope, id);
    const { settings } = props;
    this.family = templateFamily(props.environment, props.name);
    this.arn = new EcsTaskDefinition(this, 'definition', {
      family: this.family,
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: String(settings.cpuUnits),
      memory: String(settings.memoryMb),
      runtimePlatform: {
        operatingSystemFamily: 'LINUX',
        cpuArchitecture: settings.architecture === 'arm64' ? 'ARM64' : 'X86_64',
      },
      executionRoleArn: props.executionRoleArn,
      taskRoleArn: props.taskRoleArn,
      lifecycle: { createBeforeDestroy: true },
      containerDefinitions: JSON.stringify([containerDefinition(props)]),
      volume: settings.writableRoot ? [] : Object.keys(EXEC_VOLUMES).map((name) => ({ name })),
    }).arn;
  }
}
