import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { AccountOptions, Credentials } from '../credentials';
import type { Backend } from '../gateway/backend';
import { noRole } from '../iam/no-role';
import type { ImageStore } from '../images/image-store';
import { containerPlan } from './container-plan';
import { LogStream } from './log-stream';
import { resolveImage } from './resolve-image';
import { taskCredentials } from './task-credentials';
import type { TaskOrder } from './task-launcher';
import type { ContainerPlan, TaskRunner } from './task-runner';
import { readSecrets } from './task-secrets';

export interface PreparationOptions {
  readonly backend: Backend;
  readonly runner: Pick<TaskRunner, 'pull'>;
  readonly store: Pick<ImageStore, 'config'>;
  /** Where tasks find AWS: the gateway. */
  readonly endpoint: () => string;
  /** File with the authority that this cloud's databases have their certificates of. */
  readonly databaseAuthority: string;
  /** What a variable says, by where things are now. @default as it was written */
  readonly asItIsNow?: (setting: string) => string;
  /** @default every role is there */
  readonly hasRole?: (where: AccountOptions, arn: string) => Promise<boolean>;
  /** @default by STS at the endpoint */
  readonly credentials?: typeof taskCredentials;
}

/** A container of which everything is known that it takes to run it. */
export interface ReadyContainer {
  readonly plan: ContainerPlan;
  readonly essential: boolean;
  /** Open already. `undefined` when nobody keeps what it prints. */
  readonly log: LogStream | undefined;
}

/**
 * All that comes before a task's first process. Asked for at once, and found fault with in the order in which Fargate
 * does: role, secrets, logs, images.
 *
 * @throws Error in AWS's words, what ECS gives as the reason why the task failed to start
 */
export async function prepareTask(options: PreparationOptions, order: TaskOrder): Promise<ReadyContainer[]> {
  const containers = order.definition.containerDefinitions ?? [];
  const all = <T>(step: (container: ContainerDefinition) => Promise<T>) => Promise.all(containers.map(step));
  const steps = [
    checkRoles(options, order).then(() => credentialsOf(options, order)),
    all((container) => readSecrets(options.backend, order, container.secrets ?? [])),
    all((container) => openLog(options, order, container)),
    all((container) => pull(options, order, container)),
  ] as const;
  await Promise.allSettled(steps);
  const [credentials, secrets, logs, digests] = [
    await steps[0],
    await steps[1],
    await steps[2],
    await steps[3],
  ];
  return containers.map((container, index) => ({
    plan: containerPlan(order, container, {
      imageDigest: digests[index] ?? '',
      secrets: secrets[index] ?? {},
      credentials,
      endpoint: options.endpoint(),
      databaseAuthority: options.databaseAuthority,
      asItIsNow: options.asItIsNow,
    }),
    essential: container.essential ?? true,
    log: logs[index],
  }));
}

/** On AWS no task would come of it: the service's events say so. Here a task that does not start says it. */
async function checkRoles(
  { hasRole = async () => true }: PreparationOptions,
  { account, region, definition, overrides }: TaskOrder,
): Promise<void> {
  for (const member of ['executionRoleArn', 'taskRoleArn'] as const) {
    const role = overrides?.[member] ?? definition[member];
    if (role && !(await hasRole({ account, region }, role))) throw new Error(noRole(role));
  }
}

async function credentialsOf(
  { credentials = taskCredentials, endpoint }: PreparationOptions,
  { definition, overrides, region, taskId }: TaskOrder,
): Promise<Credentials | undefined> {
  const roleArn = overrides?.taskRoleArn ?? definition.taskRoleArn;
  return roleArn ? credentials({ endpoint: endpoint(), region, roleArn, taskId }) : undefined;
}

async function openLog(
  { backend }: PreparationOptions,
  { account, region, taskId }: TaskOrder,
  { name, logConfiguration }: ContainerDefinition,
): Promise<LogStream | undefined> {
  const { logDriver, options = {} } = logConfiguration ?? {};
  if (logDriver !== 'awslogs') return undefined;
  const log = new LogStream({
    logs: backend.in({ account, region: options['awslogs-region'] ?? region }).logs,
    group: options['awslogs-group'] ?? '',
    stream: `${options['awslogs-stream-prefix'] ?? 'ecs'}/${name}/${taskId}`,
    createGroup: options['awslogs-create-group'] === 'true',
  });
  await log.open();
  return log;
}

/** ECS's names of what OCI calls `amd64` and `arm64`. */
const PLATFORMS: { readonly [name: string]: string } = { X86_64: 'amd64', ARM64: 'arm64' };

async function pull(
  { backend, runner, store }: PreparationOptions,
  { definition }: TaskOrder,
  { image = '' }: ContainerDefinition,
): Promise<string> {
  const digest = await resolveImage(backend, image);
  await runner.pull(digest);
  const wanted = PLATFORMS[definition.runtimePlatform?.cpuArchitecture ?? ''];
  const architecture = (await store.config(digest))?.architecture;
  if (wanted && architecture && wanted !== architecture) {
    throw new Error(
      `CannotPullContainerError: pull image manifest has been retried 1 time(s): image Manifest does not contain descriptor matching platform 'linux/${wanted}'`,
    );
  }
  return digest;
}
