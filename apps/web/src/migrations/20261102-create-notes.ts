import type { Migration } from './migration';

export const createNotes: Migration = {
  name: '20261102-create-notes',
  destructive: [],
  async up(database) {
    await database.schema.createTable('notes', (table) => {
      table.bigIncrements('id');
      table.text('text').notNullable();
      table.timestamp('created_at').notNullable().defaultTo(database.fn.now());
    });
  },
};
