import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { goneOf, type OpenEnvironment } from '@slipway/tool-aws';
import type { RunTaskRequest, Service, Task } from '@aws-sdk/client-ecs';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { OneOffLog } from './one-off-log';
import { clusterOf, serviceOf, taskIdOf } from './names';
import { readReleasedService } from './service-state';

export interface OneOff {
  readonly service?: string;
  readonly command: readonly string[];
}

export interface OneOffOptions {
  /** Told each line that the command prints. */
  readonly line: (text: string) => void;
  /** Told once the task is on its way. */
  readonly started?: (taskId: string) => void;
  /** Ctrl-C: stops the task. */
  readonly signal: AbortSignal;
  /** @default the real one */
  readonly pause?: (ms: number) => Promise<unknown>;
}

const POLL_MS = 1000;
/** ECS forgets a task an hour after its end; for a moment after its start it sometimes does not know it yet. */
const UNKNOWN_POLLS = 60;
/** Of all overrides together, as JSON: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html */
const MOST_CHARACTERS = 8192;
/** As shells count a Ctrl-C. */
const INTERRUPTED = 130;

/** What runs a command beside a service: its live release, in its network, with its roles and secrets. */
export function oneOffRequest(cluster: string, service: Service, command: readonly string[]): RunTaskRequest {
  const { serviceName, taskDefinition, networkConfiguration, platformVersion, capacityProviderStrategy } =
    service;
  return {
    cluster,
    taskDefinition,
    count: 1,
    startedBy: 'slipway-run',
    networkConfiguration,
    platformVersion,
    ...(capacityProviderStrategy?.length
      ? { capacityProviderStrategy }
      : { launchType: service.launchType ?? 'FARGATE' }),
    enableExecuteCommand: service.enableExecuteCommand,
    propagateTags: 'TASK_DEFINITION',
    overrides: { containerOverrides: [{ name: serviceName, command: [...command] }] },
  };
}

/** @throws Failure `usage` for a command that ECS would refuse */
function assertNotTooLong({ overrides }: RunTaskRequest, environment: string): void {
  const length = JSON.stringify(overrides).length;
  if (length <= MOST_CHARACTERS) return;
  throw new Failure(
    'usage',
    `The command is ${length - MOST_CHARACTERS} characters too long: ECS takes ${MOST_CHARACTERS.toLocaleString('en')}, with quotes and the like. Nothing was started.\nPut it into a file of the app and run that, or send it to a shell: ${npxSlipway('shell', environment)}`,
  );
}

/**
 * @returns the task's id
 * @throws Failure `usage` for a command that is too long, `refused` when nothing was released or what was released is
 * deregistered, `failed` when ECS does not start it
 */
export async function startOneOff(open: OpenEnvironment, { service, command }: OneOff): Promise<string> {
  const { name } = serviceOf(open, service);
  const request = oneOffRequest(clusterOf(open.environment), await readReleasedService(open, name), command);
  assertNotTooLong(request, open.environment.name);
  const ecs = await open.clients.ecs();
  // When an answer is lost the SDK asks again; by the token ECS knows that it is the same command.
  const { tasks = [], failures = [] } = await ecs
    .runTask({ ...request, clientToken: randomUUID() })
    .catch((error: unknown) => {
      throw goneOf(error) === undefined ? error : deregistered(open, name, request);
    });
  const arn = tasks[0]?.taskArn;
  if (arn !== undefined) return taskIdOf(arn);
  const why = failures.map(({ reason, detail }) => [reason, detail].filter(Boolean).join(': ')).join('; ');
  throw new Failure(
    'failed',
    `ECS did not start the command: ${why || 'it does not say why'}. Nothing runs.`,
  );
}

/** The service goes on running what somebody deregistered; a task of its own cannot be started from it. */
function deregistered(
  { environment }: OpenEnvironment,
  service: string,
  { taskDefinition = '' }: RunTaskRequest,
): Failure {
  const { name } = environment;
  const definition = taskDefinition.slice(taskDefinition.lastIndexOf('/') + 1);
  return new Failure(
    'refused',
    `${definition}, which ${service} of "${name}" runs, was deregistered by hand or by another tool: ECS starts no command in it. Nothing was started.\nThe command that puts it back is in: ${npxSlipway('status', name)}`,
  );
}

/**
 * Runs a command to its end.
 *
 * @returns its exit code
 * @throws Failure `failed` when the container did not even start, or when ECS no longer knows the task
 */
export async function runOneOff(
  open: OpenEnvironment,
  oneOff: OneOff,
  options: OneOffOptions,
): Promise<number> {
  const { signal, pause = sleep } = options;
  const { name } = serviceOf(open, oneOff.service);
  const task = await startOneOff(open, oneOff);
  options.started?.(task);
  const ecs = await open.clients.ecs();
  const cluster = clusterOf(open.environment);
  const log = new OneOffLog(open, name, task, options.line);
  let asked = false;
  let unknown = 0;
  for (;;) {
    if (signal.aborted && !asked) {
      asked = true;
      await ecs.stopTask({ cluster, task, reason: 'Stopped with Ctrl-C by the person who ran it' });
    }
    const { tasks = [] } = await ecs.describeTasks({ cluster, tasks: [task] });
    const state = tasks[0];
    await log.read();
    unknown = state ? 0 : unknown + 1;
    if (unknown >= UNKNOWN_POLLS) throw forgotten(task, open, name);
    if (state?.lastStatus === 'STOPPED') {
      await log.settle(pause);
      return asked ? INTERRUPTED : exitCode(state, name);
    }
    await pause(POLL_MS);
  }
}

function forgotten(task: string, { environment }: OpenEnvironment, service: string): Failure {
  return new Failure(
    'failed',
    `ECS does not know task ${task} any more, so nothing tells how the command ended. What it printed: ${npxSlipway('logs', environment.name, service)}`,
  );
}

function exitCode({ containers = [], stoppedReason }: Task, name: string): number {
  const container = containers.find((candidate) => candidate.name === name) ?? containers[0];
  if (container?.exitCode !== undefined) return container.exitCode;
  // ECS says it of the task and of its container, often in the same words.
  const said = [...new Set([stoppedReason, container?.reason])].filter(Boolean);
  throw new Failure('failed', `The command did not start: ${said.join('; ') || 'ECS does not say why'}`);
}
