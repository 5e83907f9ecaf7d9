import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';

export interface TaskBounds {
  /** At least so many healthy ones. */
  readonly min: number;
  /** At most so many that start or run. */
  readonly max: number;
}

/**
 * The lower bound is rounded up, the upper one down.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export function taskBounds(
  desired: number,
  {
    minimumHealthyPercent = 100,
    maximumPercent = 200,
  }: Pick<DeploymentConfiguration, 'minimumHealthyPercent' | 'maximumPercent'>,
): TaskBounds {
  return {
    min: Math.ceil((desired * minimumHealthyPercent) / 100),
    max: Math.floor((desired * maximumPercent) / 100),
  };
}
