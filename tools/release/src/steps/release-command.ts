import { clusterName } from '@slipway/core';
import type { ContainerDefinition, Task } from '@aws-sdk/client-ecs';
import { parseMigrations } from '../record/parse-migrations';
import { commandService } from './command-service';
import { readServices } from '../aws/services';
import { cut, readLines, TAIL_LINES, taskLogOf, type TaskLog } from '../aws/task-log';
import type { Migration, ReleaseRecord } from '../record/release-record';
import { Interrupted, type ReleaseRun } from '../engine/release-run';

type CommandRecord = NonNullable<ReleaseRecord['releaseCommand']>;

const POLL_MS = 1000;
/**
 * How long it can take until ECS knows a task that it has just started: its API is eventually consistent,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
const UNSEEN_MS = 30_000;
/** More output than this is not kept in mind; CloudWatch answers at most 10 000 lines at once. */
const MOST_LINES = 1000;

/** Marks the task, so that it is found when its run is killed before it could note the task's ARN. */
export function startedBy(version: number): string {
  return `slipway-v${version}`;
}

/** The release command of the environment, if it has one that runs before the tasks are replaced. */
export function releaseCommandOf(run: ReleaseRun): readonly string[] | undefined {
  const { environment } = run.place;
  const settings = environment.services[commandService(environment) ?? ''];
  return settings?.migrate === 'release-phase' && settings.release?.length ? settings.release : undefined;
}

/**
 * Runs the release command once, as a task of its own with the new image.
 *
 * @returns what went wrong, in words; undefined when it ended with 0
 */
export async function runReleaseCommand(
  run: ReleaseRun,
  command: readonly string[],
  timeoutMs: number,
): Promise<string | undefined> {
  const { environment, clients } = run.place;
  const service = commandService(environment) ?? '';
  const [ecs, services] = await Promise.all([clients.ecs(), readServices(clients, environment)]);
  const { networkConfiguration, launchType, platformVersion, capacityProviderStrategy } =
    services.get(service) ?? {};
  await run.prove();
  run.check();
  const { tasks, failures } = await ecs.runTask({
    cluster: clusterName(environment),
    taskDefinition: run.record.taskDefinitions[service],
    count: 1,
    startedBy: startedBy(run.record.version),
    clientToken: `${startedBy(run.record.version)}-${Date.parse(run.record.createdAt)}`,
    networkConfiguration,
    platformVersion,
    ...(capacityProviderStrategy?.length
      ? { capacityProviderStrategy }
      : { launchType: launchType ?? 'FARGATE' }),
    propagateTags: 'TASK_DEFINITION',
    overrides: { containerOverrides: [{ name: service, command: [...command] }] },
  });
  const taskArn = tasks?.[0]?.taskArn;
  if (taskArn === undefined) {
    const why = (failures ?? []).map(({ reason, detail }) => [reason, detail].filter(Boolean).join(': '));
    return `ECS did not start the release command (${why.join('; ') || 'it does not say why'}).`;
  }
  await run.update({ releaseCommand: { command, taskArn, output: [], migrations: [] } });
  return followCommand(run, { taskArn, command, timeoutMs });
}

export interface RunningCommand {
  readonly taskArn: string;
  readonly command: readonly string[];
  readonly timeoutMs: number;
}

/** Waits for the command's task to end, passing its output on, and records the result. */
export async function followCommand(run: ReleaseRun, running: RunningCommand): Promise<string | undefined> {
  const { environment, clients, ports, tell } = run.place;
  const service = commandService(environment) ?? '';
  const output = new CommandOutput(run, await logOf(run, service, running.taskArn));
  const ecs = await clients.ecs();
  const cluster = clusterName(environment);
  const began = ports.clock.now();
  const deadline = began + running.timeoutMs;
  const stop = async (reason: string) => {
    await run.prove();
    await ecs.stopTask({ cluster, task: running.taskArn, reason });
  };
  let task: Task | undefined;
  let seen = false;
  let stopped: string | undefined;
  for (;;) {
    const described = await ecs.describeTasks({ cluster, tasks: [running.taskArn] });
    task = described.tasks?.[0];
    seen ||= task !== undefined;
    await output.pass();
    if (task ? task.lastStatus === 'STOPPED' : seen || ports.clock.now() - began >= UNSEEN_MS) break;
    if (stopped === undefined && ports.signal?.aborted) {
      stopped = 'interrupted';
      tell({ type: 'note', text: 'Stopping the release command.' });
      await stop('Interrupted');
    } else if (stopped === undefined && ports.clock.now() >= deadline) {
      stopped = `has not ended within ${Math.round(running.timeoutMs / 60_000)} minutes and was stopped`;
      await stop('Release command timed out');
    }
    run.checkOwned();
    await ports.clock.sleep(POLL_MS, stopped === undefined ? ports.signal : undefined);
  }
  await output.drain();
  const container = task?.containers?.find(({ name }) => name === service);
  const { exitCode } = container ?? {};
  await run.update({ releaseCommand: output.record(running, exitCode) });
  if (stopped === 'interrupted') throw new Interrupted();
  const name = `The release command (${running.command.join(' ')})`;
  if (stopped !== undefined) return `${name} ${stopped}.`;
  if (exitCode === 0) return undefined;
  if (exitCode !== undefined) return `${name} ended with exit code ${exitCode}.`;
  return `${name} did not run: ${container?.reason ?? task?.stoppedReason ?? 'ECS no longer knows its task'}.`;
}

async function logOf(run: ReleaseRun, service: string, taskArn: string): Promise<TaskLog | undefined> {
  const ecs = await run.place.clients.ecs();
  const { taskDefinition } = await ecs.describeTaskDefinition({
    taskDefinition: run.record.taskDefinitions[service],
  });
  const container: ContainerDefinition | undefined = taskDefinition?.containerDefinitions?.find(
    ({ name }) => name === service,
  );
  return container && taskLogOf(container, taskArn);
}

/** Lines that the command printed: each passed on once, the last ones and the migrations kept. */
class CommandOutput {
  private lines: readonly string[] = [];

  constructor(
    private readonly run: ReleaseRun,
    private readonly log: TaskLog | undefined,
  ) {}

  async pass(): Promise<void> {
    if (!this.log) return;
    const lines = await readLines(this.run.place.clients, this.log, MOST_LINES);
    for (const line of lines.slice(this.lines.length)) {
      this.run.place.tell({ type: 'command-output', line: cut(line) });
    }
    this.lines = lines;
  }

  /** CloudWatch shows the last lines a moment after they were written. */
  async drain(): Promise<void> {
    for (let look = 0; look < 3; look++) {
      const before = this.lines.length;
      await this.pass();
      if (this.lines.length > 0 && this.lines.length === before) return;
      await this.run.place.ports.clock.sleep(300);
    }
  }

  record({ command, taskArn }: RunningCommand, exitCode: number | undefined): CommandRecord {
    const migrations: readonly Migration[] = parseMigrations(this.lines);
    return { command, taskArn, exitCode, output: this.lines.slice(-TAIL_LINES).map(cut), migrations };
  }
}
