import type { Knex } from 'knex';

/** The guest book. Its list is sorted by `id`, whose index is the primary key's. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('entries', (table) => {
    table.bigIncrements('id');
    table.text('name').notNullable();
    table.text('message').notNullable();
    table.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
  });
}
