import { database, trouble } from '../../database';
import { GuestBook } from '../../guest-book/guest-book';
import { reason } from '../../log';
import { pendingMigrations } from '../../migrations';
import { requestLog } from '../../request-log';

/**
 * Whether the app can do its work: the database answers, has every migration that this release knows of, and still has
 * what the app reads and writes. A later release may have taken that away.
 */
export async function GET(): Promise<Response> {
  const pool = database();
  if (!pool) return answer(503, 'No database is configured.');
  try {
    const pending = await pendingMigrations(pool);
    if (pending.length > 0) return answer(503, `Not migrated yet: ${pending.join(', ')}`);
    await new GuestBook(pool).check();
    return answer(200, 'ready');
  } catch (error) {
    (await requestLog())('error', 'not ready', { reason: reason(error) });
    return answer(503, trouble(error));
  }
}

export const dynamic = 'force-dynamic';

function answer(status: number, words: string): Response {
  return new Response(`${words}\n`, { status, headers: { 'cache-control': 'no-store' } });
}
