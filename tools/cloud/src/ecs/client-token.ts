import { createHash } from 'node:crypto';
import type { CreateServiceRequest, RunTaskRequest } from '@aws-sdk/client-ecs';
import { EcsError, invalidParameter } from './ecs-error';
import type { Asked, ClusterRecord, ServiceRecord, TaskRecord } from './state';

/** A day, or until what it made is forgotten, for a task an hour after its end: whichever comes first. */
const LIFE_MS = 24 * 3_600_000;

/** @returns `undefined` for a request without a token */
export function askedOf({
  clientToken,
  cluster: _,
  ...request
}: RunTaskRequest | CreateServiceRequest): Asked | undefined {
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
  { clientToken, fingerprint }: Asked,
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

/**
 * The service that the same token has made in this cluster, whatever became of it.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html
 *
 * @returns `undefined` when the token is new
 * @throws EcsError `InvalidParameterException` when it was used for something else
 */
export function createdBefore(
  cluster: ClusterRecord,
  { clientToken, fingerprint }: Asked,
  now: Date,
): ServiceRecord | undefined {
  const service = [...cluster.services.values()].find(
    ({ asked, createdAt }) =>
      asked?.clientToken === clientToken && now.getTime() - createdAt.getTime() < LIFE_MS,
  );
  if (service && service.asked?.fingerprint !== fingerprint) throw notIdempotent();
  return service;
}

/** In AWS's words, which are the same for a name that is taken: https://github.com/hashicorp/terraform/issues/25757 */
export function notIdempotent(): EcsError {
  return invalidParameter('Creation of service was not idempotent.');
}

/** Members in any order are the same request. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
