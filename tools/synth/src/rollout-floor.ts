/**
 * What of a service's configuration a rolling deployment waits for, in seconds and percent, as AWS takes them.
 */
export interface RolloutSettings {
  readonly healthCheckInterval: number;
  readonly healthyThreshold: number;
  readonly deregistrationDelay: number;
  readonly stopTimeout: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

/** Seconds that a rollout takes at least, and what they are spent on. */
export interface RolloutFloor {
  /** How many groups of tasks follow one another. */
  readonly waves: number;
  /** Seconds per wave. */
  readonly wave: {
    readonly start: number;
    readonly health: number;
    readonly drain: number;
    readonly stop: number;
  };
  readonly seconds: number;
}

/**
 * What AWS fills in where nothing is said.
 *
 * - health checks: 30 s, 5 to pass
 *   https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 * - deregistration delay: 300 s
 *   https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
 * - stop timeout: 30 s
 *   https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 * - 100 and 200 percent
 *   https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export const AWS_DEFAULT_ROLLOUT: RolloutSettings = {
  healthCheckInterval: 30,
  healthyThreshold: 5,
  deregistrationDelay: 300,
  stopTimeout: 30,
  minimumHealthyPercent: 100,
  maximumPercent: 200,
};

/** An allowance for what no setting decides: placing a Fargate task, its network interface, a small image's pull. */
const TASK_START_SECONDS = 20;

/**
 * The time below which no rolling deployment of `tasks` tasks can end. Tasks are replaced in waves, as many at a time
 * as the two percentages let ECS start beyond or stop below the wanted number; each wave waits for
 *
 *     task start + health check interval × healthy threshold + deregistration delay + stop timeout
 *
 * The stop timeout is what ECS grants a process that does not end on SIGTERM; one that does is gone sooner.
 * Why ECS waits for every one of the checks: https://nathanpeck.com/speeding-up-amazon-ecs-container-deployments/
 *
 * @throws RangeError when the percentages let ECS neither start nor stop one
 */
export function rolloutFloor(settings: RolloutSettings, tasks = 2): RolloutFloor {
  const surplus = Math.floor((tasks * settings.maximumPercent) / 100) - tasks;
  const dispensable = tasks - Math.ceil((tasks * settings.minimumHealthyPercent) / 100);
  if (surplus + dispensable === 0) {
    throw new RangeError(
      `Of ${tasks} tasks, ${settings.minimumHealthyPercent} % must stay and ${settings.maximumPercent} % may be: ` +
        'no task can be replaced. Raise the maximum or lower the minimum.',
    );
  }
  const waves = Math.ceil(tasks / (surplus + dispensable));
  const wave = {
    start: TASK_START_SECONDS,
    health: settings.healthCheckInterval * settings.healthyThreshold,
    drain: settings.deregistrationDelay,
    stop: settings.stopTimeout,
  };
  return { waves, wave, seconds: waves * (wave.start + wave.health + wave.drain + wave.stop) };
}
