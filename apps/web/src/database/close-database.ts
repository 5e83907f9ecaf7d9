import { heldPool } from './held-pool';

/**
 * Ends the pool, if it was ever opened, once statements under way are done. It stays the pool of this process: who asks
 * it from then on is refused, so that no new one is opened on the way out.
 *
 * @param timeoutMs after which a connection that hangs is left to end with the process
 * @returns whether all were closed in time
 */
export async function closeDatabase(timeoutMs: number): Promise<boolean> {
  const closed = (heldPool.get()?.pool?.destroy() ?? Promise.resolve()).then(
    () => true,
    () => false,
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), timeoutMs)));
  return Promise.race([closed, late]).finally(() => clearTimeout(timer));
}
