import type { Entry } from './entry';

/** Entries as visitors see them. */
export function EntryList({ entries }: { readonly entries: readonly Entry[] }) {
  if (entries.length === 0) return <p className="quiet">Nobody has signed yet. Be the first.</p>;
  return (
    <ol className="entries">
      {entries.map(({ id, name, message, createdAt }) => (
        <li key={id}>
          <p>{message}</p>
          <p className="quiet">
            {name}, <time dateTime={createdAt.toISOString()}>{formatDate(createdAt)}</time>
          </p>
        </li>
      ))}
    </ol>
  );
}

/** The same on every machine, whatever its language and time zone. */
function formatDate(date: Date): string {
  return new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(date);
}
