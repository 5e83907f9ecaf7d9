import type { Knex } from 'knex';

export interface Note {
  readonly id: number;
  readonly text: string;
}

const SHOWN = 20;

/** What visitors have left. */
export class Notes {
  constructor(private readonly database: Knex) {}

  /** The latest first. */
  list(): Promise<Note[]> {
    return this.database<Note>('notes').select('id', 'text').orderBy('id', 'desc').limit(SHOWN);
  }

  async add(text: string): Promise<void> {
    await this.database('notes').insert({ text });
  }
}
