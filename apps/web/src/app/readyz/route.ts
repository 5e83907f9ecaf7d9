import { database } from '../../database';
import { reason } from '../../log';
import { pendingMigrations } from '../../migrations';
import { requestLog } from '../../request-log';

/** Whether the app can do its work: the database answers, and has every migration that this release knows of. */
export async function GET(): Promise<Response> {
  const pool = database();
  if (!pool) return answer(503, 'No database is configured.');
  try {
    const pending = await pendingMigrations(pool);
    return pending.length === 0
      ? answer(200, 'ready')
      : answer(503, `Not migrated yet: ${pending.join(', ')}`);
  } catch (error) {
    (await requestLog())('error', 'the database cannot be reached', { reason: reason(error) });
    return answer(503, 'The database cannot be reached.');
  }
}

export const dynamic = 'force-dynamic';

function answer(status: number, words: string): Response {
  return new Response(`${words}\n`, { status, headers: { 'cache-control': 'no-store' } });
}
