import type { Knex } from 'knex';
import type { Entry, NewEntry } from './entry';

/** How many are shown. */
const SHOWN = 20;

/** What visitors have left, in Postgres. */
export class GuestBook {
  constructor(private readonly database: Knex) {}

  /** The latest first. */
  async latest(): Promise<readonly Entry[]> {
    const rows = await this.database('entries')
      .select('id', 'name', 'message', 'created_at as createdAt')
      .orderBy('id', 'desc')
      .limit(SHOWN);
    return rows as Entry[];
  }

  /** Reads nothing. @throws what Postgres says when a column of ours is not there */
  async check(): Promise<void> {
    await this.database('entries').select('id', 'name', 'message', 'created_at').limit(0);
  }

  async sign({ name, message }: NewEntry): Promise<void> {
    await this.database('entries').insert({ name, message });
  }
}
