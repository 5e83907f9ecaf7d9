import { availableParallelism, totalmem } from 'node:os';
import type { Variables } from '../variables';

/** What a task may use. */
export interface TaskSize {
  readonly memoryBytes: number;
  readonly processors: number;
}

const MIB = 2 ** 20;
/** A statement takes memory here for its rows, and time of a processor to read them. */
const CONNECTIONS_A_PROCESSOR = 4;
const BYTES_A_CONNECTION = 128 * MIB;
/** One that holds the lock of a migration, and one that migrates. */
const FEWEST = 2;
/** More in one process wait for its one thread, and every task of the app takes as many of the server's. */
const MOST = 20;

/**
 * Connections that this process may hold: `DATABASE_POOL_SIZE` from whoever knows how many tasks share the server,
 * else what the task's own size allows.
 *
 * @throws Error when that is not a number of connections
 */
export function poolSize(env: Variables, size: TaskSize = ownSize()): number {
  const { DATABASE_POOL_SIZE: asked } = env;
  if (!asked) return poolSizeFor(size);
  if (/^[1-9]\d{0,3}$/.test(asked)) return Number(asked);
  throw new Error(
    `DATABASE_POOL_SIZE is "${asked}". It must be a number of connections from 1 to 9999; leave it out for what the task's size allows.`,
  );
}

/** Between 2 and 20: 4 for each processor, and at least 128 MiB of memory for each. */
export function poolSizeFor({ memoryBytes, processors }: TaskSize): number {
  const byMemory = Math.floor(memoryBytes / BYTES_A_CONNECTION);
  return Math.max(FEWEST, Math.min(MOST, byMemory, processors * CONNECTIONS_A_PROCESSOR));
}

function ownSize(): TaskSize {
  // 0 or more than there is: no limit.
  const limit = process.constrainedMemory?.() || Infinity;
  return { memoryBytes: Math.min(limit, totalmem()), processors: availableParallelism() };
}
