import { createHash } from 'node:crypto';
import type { RunTaskRequest } from '@aws-sdk/client-ecs';
import { EcsError } from './ecs-error';
import type { AskedTask, ClusterRecord, TaskRecord } from './state';

/** A day, or an hour after the task's end, when it is forgotten: whichever comes first. */
const LIFE_MS = 24 * 3_600_000;

/** @returns `undefined` for a request without a token */
export function askedOf({ clientToken, cluster: _, ...request }: RunTaskRequest): AskedTask | undefined {
  if (clientToken === undefined) return undefined;
  return { clientToken, fingerprint: createHash('sha256').update(canonical(request)).digest('hex') };
}

/**
 * The tasks that the same token has started in this cluster.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html
 *
 * @returns `undefined` when the token is new
 * @throws EcsError `ConflictException` when it was used for something else; it names the tasks
 */
export function startedBefore(
  cluster: ClusterRecord,
  { clientToken, fingerprint }: AskedTask,
  now: Date,
): TaskRecord[] | undefined {
  const tasks = [...cluster.tasks.values()].filter(
    ({ asked, task }) =>
      asked?.clientToken === clientToken && now.getTime() - (task.createdAt ?? now).getTime() < LIFE_MS,
  );
  if (tasks.length === 0) return undefined;
  if (tasks.every(({ asked }) => asked?.fingerprint === fingerprint)) return tasks;
  throw new EcsError(
    'ConflictException',
    'The provided clientToken is already in use with a different RunTask request.',
    400,
    { resourceIds: tasks.map(({ arn }) => arn) },
  );
}

/** Members in any order are the same request. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
