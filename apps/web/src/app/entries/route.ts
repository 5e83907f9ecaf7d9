import { database, isLacking } from '../../database';
import { newEntry } from '../../guest-book/entry';
import { GuestBook } from '../../guest-book/guest-book';
import { readForm } from '../../guest-book/read-form';
import { reason } from '../../log';
import { requestLog } from '../../request-log';
import { isSameSite } from '../../same-site';

/** Signs the guest book, and leads back to it. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameSite(request.headers))
    return new Response('Forms are taken from our own pages only.\n', { status: 403 });
  const form = await readForm(request);
  if (!form) return new Response('That is too much for a guest book.\n', { status: 413 });
  const entry = newEntry.safeParse(Object.fromEntries(form));
  if (!entry.success) return seeOther('/?problem=invalid');
  try {
    const pool = database();
    if (!pool) return seeOther('/?problem=unavailable');
    await new GuestBook(pool).sign(entry.data);
    return seeOther('/');
  } catch (error) {
    (await requestLog())('error', 'an entry cannot be kept', { reason: reason(error) });
    return seeOther(`/?problem=${isLacking(error) ? 'lacking' : 'unavailable'}`);
  }
}

/** A relative address: which name and port this site has outside, a proxy in front knows, not we. */
function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location } });
}
