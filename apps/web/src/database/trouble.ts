/**
 * What Postgres says of a table, a column, a function, a type or a schema that is not there.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const LACKING: ReadonlySet<unknown> = new Set(['42P01', '42703', '42883', '42704', '3F000']);

/** Something that this release needs is not there: nothing that passes by itself. */
export function isLacking(error: unknown): boolean {
  return LACKING.has(error instanceof Error && 'code' in error ? error.code : undefined);
}

/**
 * Why the database gave no answer, for visitors: a later release may have taken away what this one needs, which is
 * something else than a database that is away for a moment.
 */
export function trouble(error: unknown): string {
  return isLacking(error)
    ? 'The database lacks something that this release needs.'
    : 'The database cannot be reached right now.';
}
