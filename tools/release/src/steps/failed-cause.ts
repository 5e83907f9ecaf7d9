import { clusterName } from '@slipway/core';
import { npxSlipway } from '@slipway/tool-terminal';
import { readTail, taskLogOf } from '../aws/task-log';
import type { Cause } from '../record/release-record';
import { nextCommand } from '../verdict/next-command';
import type { ReleaseRun } from '../engine/release-run';

/** Adds what a person wants to see next: the last lines of the task that failed, and the command that helps. */
export async function causeOf(
  run: ReleaseRun,
  found: Omit<Cause, 'logs' | 'next'>,
  task?: string,
): Promise<Cause> {
  const logs =
    found.kind === 'release-command' ? (run.record.releaseCommand?.output ?? []) : await tailOf(run, task);
  return { ...found, logs, next: nextCommand(run.place.environment.name, found) };
}

export function interruptedCause(run: ReleaseRun): Cause {
  return {
    kind: 'interrupted',
    words: `Ctrl-C stopped v${run.record.version}. ${stays(run)}`,
    logs: [],
    next: npxSlipway('status', run.place.environment.name),
  };
}

export function orphanedCause(run: ReleaseRun): Cause {
  const { version, by } = run.record;
  return {
    kind: 'orphaned',
    words: `The run that made v${version} (${by.name} on ${by.host}) ended before the release did. ${stays(run)}`,
    logs: [],
    next: npxSlipway('status', run.place.environment.name),
  };
}

function stays({ previous }: ReleaseRun): string {
  return previous ? `v${previous.version} stays live.` : 'Nothing was live before.';
}

async function tailOf(run: ReleaseRun, task: string | undefined): Promise<readonly string[]> {
  if (task === undefined) return [];
  const { clients, environment, ports } = run.place;
  const ecs = await clients.ecs();
  const { tasks = [] } = await ecs.describeTasks({ cluster: clusterName(environment), tasks: [task] });
  const [described] = tasks;
  if (described?.taskDefinitionArn === undefined || described.taskArn === undefined) return [];
  const { taskDefinition } = await ecs.describeTaskDefinition({
    taskDefinition: described.taskDefinitionArn,
  });
  const service = Object.entries(run.record.taskDefinitions).find(
    ([, arn]) => arn === described.taskDefinitionArn,
  )?.[0];
  const container = taskDefinition?.containerDefinitions?.find(({ name }) => name === service);
  const log = container && taskLogOf(container, described.taskArn);
  if (!log) return [];
  // The last words of a task that just died may still be on their way.
  for (let look = 0; ; look++) {
    const lines = await readTail(clients, log);
    if (lines.length > 0 || look === 3) return lines;
    await ports.clock.sleep(500);
  }
}
