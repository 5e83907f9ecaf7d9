import type { ContainerDefinition, ContainerOverride } from '@aws-sdk/client-ecs';
import type { Credentials } from '../credentials';
import type { ContainerPlan } from './task-runner';
import type { TaskOrder } from './task-launcher';

/** Fargate's. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
const DEFAULT_STOP_TIMEOUT_SECONDS = 30;

/** What was found out about a container before it is run. */
export interface ContainerFindings {
  readonly imageDigest: string;
  readonly secrets: { readonly [variable: string]: string };
  /** Of the task's role. @default none, the task has no role */
  readonly credentials?: Credentials;
  /** Where AWS answers: the gateway. */
  readonly endpoint: string;
  /** File with the authority that this cloud's databases have their certificates of. */
  readonly databaseAuthority: string;
  /** What a variable says, by where things are now. @default as it was written */
  readonly asItIsNow?: (setting: string) => string;
}

/** A container of a task definition as it is run, overrides applied. */
export function containerPlan(
  order: TaskOrder,
  container: ContainerDefinition,
  findings: ContainerFindings,
): ContainerPlan {
  const { imageDigest, secrets, databaseAuthority, asItIsNow = (setting: string) => setting } = findings;
  const override = overrideOf(order, container);
  const memory = override?.memory ?? container.memory ?? taskMemory(order);
  const port = container.portMappings?.[0]?.containerPort;
  return {
    name: container.name ?? '',
    imageDigest,
    ...(container.entryPoint?.length ? { entryPoint: container.entryPoint } : {}),
    ...commandOf(override?.command ?? container.command),
    ...(container.workingDirectory ? { workingDirectory: container.workingDirectory } : {}),
    environment: {
      ...heapLimit(memory),
      ...surroundings(order, findings),
      ...mapped({ ...pairs(container.environment), ...pairs(override?.environment), ...secrets }, asItIsNow),
      // libpq's name for whom a client of Postgres trusts. What may stand there for AWS knows nothing of this cloud.
      PGSSLROOTCERT: databaseAuthority,
    },
    ...(memory === undefined ? {} : { memoryMb: memory }),
    ...(port === undefined ? {} : { port }),
    stopTimeoutSeconds: container.stopTimeout ?? DEFAULT_STOP_TIMEOUT_SECONDS,
  };
}

/** What Fargate and its task role give to every process, with the one address of this cloud. */
function surroundings(
  order: TaskOrder,
  { endpoint, credentials }: ContainerFindings,
): { [name: string]: string } {
  return {
    AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE',
    AWS_REGION: order.region,
    AWS_DEFAULT_REGION: order.region,
    AWS_ENDPOINT_URL: endpoint,
    ...(credentials
      ? {
          AWS_ACCESS_KEY_ID: credentials.accessKeyId,
          AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
          AWS_SESSION_TOKEN: credentials.sessionToken,
        }
      : {}),
  };
}

/**
 * In a container Node reads the limit of its cgroup and lets its heap have half of it. A process here sees all memory of
 * this machine, collects its garbage late, and would be ended for memory that it does not need.
 */
function heapLimit(memoryMb: number | undefined): { [name: string]: string } {
  return memoryMb === undefined ? {} : { NODE_OPTIONS: `--max-old-space-size=${Math.floor(memoryMb / 2)}` };
}

function overrideOf({ overrides }: TaskOrder, { name }: ContainerDefinition): ContainerOverride | undefined {
  return overrides?.containerOverrides?.find((override) => override.name === name);
}

/** An empty list means the image's own. */
const commandOf = (command?: readonly string[]) => (command?.length ? { command } : {});

/** Without a limit of its own a container may have all that the task has. */
function taskMemory({ overrides, definition }: TaskOrder): number | undefined {
  const memory = overrides?.memory ?? definition.memory;
  return memory === undefined ? undefined : Number(memory);
}

const pairs = (list: readonly { name?: string; value?: string }[] = []) =>
  Object.fromEntries(list.map(({ name = '', value = '' }) => [name, value]));

const mapped = (variables: { readonly [name: string]: string }, change: (value: string) => string) =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, change(value)]));
