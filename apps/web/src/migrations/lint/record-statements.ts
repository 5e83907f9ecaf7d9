import type { Knex } from 'knex';

/** What a piece of work sends over this Knex, nested transactions included: SQL, without the values. */
export async function recordStatements(knex: Knex, work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const record = ({ sql }: { sql: string }) => void statements.push(sql);
  knex.on('query', record);
  try {
    await work();
    return statements;
  } finally {
    knex.removeListener('query', record);
  }
}
