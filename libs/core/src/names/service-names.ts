import type { EnvironmentId } from '../environment';
import { physicalName } from './physical-name';

const TEMPLATE = 'template';

/** Name of the ECS cluster that an environment's tasks run in. */
export function clusterName(id: EnvironmentId): string {
  return physicalName('cluster', id);
}

/** Family of the task definitions that releases register and run. */
export function taskFamily(id: EnvironmentId, service: string): string {
  return physicalName('task-family', id, service);
}

/** Family of the task definitions that Terraform keeps: the shape of a service's tasks, which is never run itself. */
export function templateFamily(id: EnvironmentId, service: string): string {
  return physicalName('task-family', id, service, TEMPLATE);
}

/** Path in SSM of the secrets that a service's tasks get as environment variables, without a slash at its end. */
export function parameterPath({ app, name }: EnvironmentId, service: string): string {
  return `/${app}/${name}/${service}`;
}

/** Name in SSM of one secret of a service. */
export function parameterName(id: EnvironmentId, service: string, variable: string): string {
  return `${parameterPath(id, service)}/${variable}`;
}

/** Log group of a service's tasks, or of another `part` of the cluster that writes logs. */
export function logGroupName({ name }: Pick<EnvironmentId, 'name'>, part: string): string {
  return `/ecs/${name}/${part}`;
}
