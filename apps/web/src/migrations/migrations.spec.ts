import { readdirSync } from 'node:fs';
import { MIGRATIONS } from '.';
import { dryRun } from './lint/dry-run';

test('each file is listed once by its name, oldest first', () => {
  const files = readdirSync(__dirname).filter((file) => /^\d{8}-[a-z0-9-]+\.ts$/.test(file));
  expect(files.length).toBeGreaterThan(0);
  expect(MIGRATIONS.map(({ name }) => `${name}.ts`)).toEqual(files.sort());
});

test('each can be read without a database', async () => {
  const runs = await Promise.all(MIGRATIONS.map(dryRun));
  expect(runs.map(({ failure }) => failure)).toEqual(MIGRATIONS.map(() => undefined));
  expect(runs[0]).toEqual({ name: '20261102-create-entries', destructive: [] });
});
