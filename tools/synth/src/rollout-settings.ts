import { AWS_DEFAULT_ROLLOUT, type RolloutSettings } from './rollout-floor';

interface ServiceResource {
  readonly name: string;
  readonly task_definition: string;
  readonly load_balancer?: readonly { readonly target_group_arn: string; readonly container_name: string }[];
  readonly deployment_minimum_healthy_percent?: number;
  readonly deployment_maximum_percent?: number;
}

interface TargetGroupResource {
  readonly deregistration_delay?: number | string;
  readonly health_check?: { readonly interval?: number; readonly healthy_threshold?: number };
}

interface TaskDefinitionResource {
  readonly container_definitions: string;
}

/** The part of a synthesized `cdk.tf.json` that rollouts depend on. */
export interface SynthesizedStack {
  readonly resource?: {
    readonly aws_ecs_service?: { readonly [id: string]: ServiceResource };
    readonly aws_lb_target_group?: { readonly [id: string]: TargetGroupResource };
    readonly aws_ecs_task_definition?: { readonly [id: string]: TaskDefinitionResource };
  };
}

/**
 * Where Terraform, not AWS, fills the gap: `aws_lb_target_group` sends 3 if no threshold is written.
 * https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/lb_target_group
 */
const TERRAFORM_HEALTHY_THRESHOLD = 3;

/**
 * Reads each service's rollout settings, by the service's name in ECS, from synthesized JSON.
 *
 * @throws Error when a service refers to a target group or task definition that the stack does not have
 */
export function rolloutSettings({ resource = {} }: SynthesizedStack): { [service: string]: RolloutSettings } {
  const settings: { [service: string]: RolloutSettings } = {};
  for (const service of Object.values(resource.aws_ecs_service ?? {})) {
    const task = referred(resource.aws_ecs_task_definition, service.task_definition);
    settings[service.name] = {
      ...loadBalancing(resource.aws_lb_target_group, service),
      stopTimeout: longestStop(task),
      minimumHealthyPercent:
        service.deployment_minimum_healthy_percent ?? AWS_DEFAULT_ROLLOUT.minimumHealthyPercent,
      maximumPercent: service.deployment_maximum_percent ?? AWS_DEFAULT_ROLLOUT.maximumPercent,
    };
  }
  return settings;
}

/** A service without a load balancer waits for neither checks nor drain. */
function loadBalancing(
  groups: { readonly [id: string]: TargetGroupResource } = {},
  service: ServiceResource,
) {
  const [attachment] = service.load_balancer ?? [];
  if (!attachment) return { healthCheckInterval: 0, healthyThreshold: 0, deregistrationDelay: 0 };
  const group = referred(groups, attachment.target_group_arn);
  return {
    healthCheckInterval: group.health_check?.interval ?? AWS_DEFAULT_ROLLOUT.healthCheckInterval,
    healthyThreshold: group.health_check?.healthy_threshold ?? TERRAFORM_HEALTHY_THRESHOLD,
    deregistrationDelay: Number(group.deregistration_delay ?? AWS_DEFAULT_ROLLOUT.deregistrationDelay),
  };
}

function longestStop(task: TaskDefinitionResource): number {
  const containers = JSON.parse(task.container_definitions) as { readonly stopTimeout?: number }[];
  return Math.max(0, ...containers.map(({ stopTimeout = AWS_DEFAULT_ROLLOUT.stopTimeout }) => stopTimeout));
}

/** The resource that a Terraform reference such as `${aws_lb_target_group.web.arn}` names. */
function referred<T>(resources: { readonly [id: string]: T } = {}, reference: string): T {
  const id = /^\$\{[a-z0-9_]+\.([^.}]+)\.[a-z_]+\}$/.exec(reference)?.[1] ?? '';
  const resource = resources[id];
  if (resource === undefined) throw new Error(`The stack has nothing that ${reference} could mean.`);
  return resource;
}
