import { database, trouble } from '../database';
import { EntryForm } from '../guest-book/entry-form';
import { EntryList } from '../guest-book/entry-list';
import { GuestBook } from '../guest-book/guest-book';
import { reason } from '../log';
import { requestLog } from '../request-log';

interface Props {
  readonly searchParams: Promise<{ readonly problem?: string | readonly string[] }>;
}

export default async function Page({ searchParams }: Props) {
  const { problem } = await searchParams;
  return (
    <>
      <h1>Guest book</h1>
      <EntryForm problem={typeof problem === 'string' ? problem : undefined} />
      {await entries()}
    </>
  );
}

/** A page without entries is better than none. */
async function entries() {
  const pool = database();
  if (!pool) return <p role="status">No database is configured: DATABASE_HOST is not set.</p>;
  try {
    return <EntryList entries={await new GuestBook(pool).latest()} />;
  } catch (error) {
    (await requestLog())('error', 'entries cannot be read', { reason: reason(error) });
    return <p role="status">{trouble(error)}</p>;
  }
}
