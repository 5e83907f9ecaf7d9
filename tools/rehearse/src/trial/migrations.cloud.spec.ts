import { mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { previewRollback } from '@slipway/tool-release';
import { writeMigratingApp, type WrittenMigration } from './migrating-app';
import { TrialCloud } from './trial-cloud';
import { TrialEnvironment } from './trial-environment';
import { TrialPostgres } from './trial-postgres';

const trial = new TrialCloud(resolve(__dirname, '../../../..'));
let environment: TrialEnvironment;
let postgres: TrialPostgres;

beforeAll(async () => {
  const cloud = await trial.start();
  environment = await TrialEnvironment.make(trial, cloud, {
    name: 'migrate',
    database: true,
    service: { scaling: { min: 1, max: 2 }, release: ['node', 'migrate.js'] },
  });
  postgres = await TrialPostgres.of(trial, environment.access);
});
afterAll(() => trial.remove());

/** Pushes the app with these migrations after its own. */
async function push(...migrations: WrittenMigration[]) {
  const folder = mkdtempSync(join(trial.directory, 'app-'));
  await writeMigratingApp({ workspace: trial.workspace, folder, migrations });
  return (await environment.access.push(await environment.imageOf(folder))).record;
}

const EMAIL = {
  name: '20261103-email',
  up: `await knex.schema.alterTable('entries', (table) => table.text('email'));`,
};
const HALF = {
  name: '20261104-half',
  up: `
    await knex.schema.createTable('half', (table) => table.increments());
    await knex.schema.alterTable('entries', (table) => table.dropColumn('email'));
    await knex('entries').del();
    await knex.raw('select 1 / 0');`,
};
/** What only the database knows: there, the table is there. */
const TIDY = {
  name: '20261105-tidy',
  up: `
    await knex.schema.alterTable('entries', (table) => table.dropColumn('email'));
    await knex.raw('alter table public."entries" rename column name to author');
    if (await knex.schema.hasTable('entries')) await knex('entries').del();`,
};

test('the first release migrates, and its record says what', async () => {
  const record = await push(EMAIL);
  expect(record).toMatchObject({
    version: 1,
    state: 'live',
    releaseCommand: {
      exitCode: 0,
      migrations: [
        { name: '20261102-create-entries', destructive: [] },
        { name: EMAIL.name, destructive: [] },
      ],
    },
  });
  expect((await environment.page()).text).toBe('here');
});

test('one that fails leaves the database as it was, and the release has failed', async () => {
  await postgres.query(`insert into entries (name, message) values ('Ann', 'hello')`);
  const before = await postgres.everything();
  const record = await push(EMAIL, HALF);
  expect(record).toMatchObject({
    version: 2,
    state: 'failed',
    cause: {
      kind: 'release-command',
      words: 'The release command (node migrate.js) ended with exit code 1.',
      logs: expect.arrayContaining([
        expect.stringMatching(/^Migration 20261104-half failed and was undone: .*division by zero$/),
      ]),
    },
    releaseCommand: { exitCode: 1, migrations: [] },
  });
  expect(await postgres.everything()).toEqual(before);
  expect(await environment.page()).toMatchObject({ status: 200, text: 'here' });
});

test('what a migration takes away is in the record, and in the preview of a way back', async () => {
  const destructive = [
    'drops column entries.email',
    'renames column entries.name to author',
    'deletes every row of entries',
  ];
  const record = await push(EMAIL, TIDY);
  expect(record).toMatchObject({
    version: 3,
    state: 'live',
    releaseCommand: { exitCode: 0, migrations: [{ name: TIDY.name, destructive }] },
  });

  const ledger = await environment.access.ledger.list();
  const [target] = ledger.filter(({ version }) => version === 1);
  const preview = previewRollback({ target: target!, live: record, ledger, config: {}, withConfig: false });
  expect(preview.destroyed).toEqual([{ name: TIDY.name, destructive }]);
});
