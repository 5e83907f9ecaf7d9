import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { AwsClients } from '@slipway/tool-aws';

/** How much of a log a record keeps. A single line may be a megabyte; a record must not. */
export const TAIL_LINES = 20;
const LINE_LENGTH = 500;

/** Where a task's container writes to, if CloudWatch Logs is where. */
export interface TaskLog {
  readonly group: string;
  readonly stream: string;
}

/** `<prefix>/<container>/<task>`: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html */
export function taskLogOf(
  { name, logConfiguration }: ContainerDefinition,
  taskArn: string,
): TaskLog | undefined {
  const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } = logConfiguration?.options ?? {};
  if (logConfiguration?.logDriver !== 'awslogs' || group === undefined || prefix === undefined)
    return undefined;
  return { group, stream: `${prefix}/${name}/${taskArn.slice(taskArn.lastIndexOf('/') + 1)}` };
}

/** The log's last lines, oldest first and each cut to a readable length. Empty when there are none. */
export async function readTail(
  clients: Pick<AwsClients, 'logs'>,
  { group, stream }: TaskLog,
  lines = TAIL_LINES,
): Promise<readonly string[]> {
  return (await readLines(clients, { group, stream }, lines)).map(cut);
}

/** The same without the cut. */
export async function readLines(
  clients: Pick<AwsClients, 'logs'>,
  { group, stream }: TaskLog,
  limit: number,
): Promise<readonly string[]> {
  const logs = await clients.logs();
  try {
    const { events } = await logs.getLogEvents({
      logGroupName: group,
      logStreamName: stream,
      startFromHead: false,
      limit,
    });
    return (events ?? []).map(({ message }) => message ?? '');
  } catch (error) {
    // A task that never started has no stream.
    if ((error as Error).name === 'ResourceNotFoundException') return [];
    throw error;
  }
}

export function cut(line: string): string {
  return line.length <= LINE_LENGTH ? line : `${line.slice(0, LINE_LENGTH)}… (${line.length} characters)`;
}
