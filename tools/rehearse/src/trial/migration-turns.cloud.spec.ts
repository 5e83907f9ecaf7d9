import { mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppProcess } from './app-process';
import { writeMigratingApp, type WrittenMigration } from './migrating-app';
import { TrialCloud } from './trial-cloud';
import { TrialEnvironment } from './trial-environment';
import { TrialPostgres } from './trial-postgres';

/** "slipway" in ASCII: what whoever migrates holds. */
const LOCK = '32487701542527353';
const trial = new TrialCloud(resolve(__dirname, '../../../..'));
const running: AppProcess[] = [];
let postgres: TrialPostgres;

beforeAll(async () => {
  const cloud = await trial.start();
  const { access } = await TrialEnvironment.make(trial, cloud, { name: 'turns', database: true });
  postgres = await TrialPostgres.of(trial, access);
});
afterAll(async () => {
  for (const each of running) each.kill('SIGKILL');
  await trial.remove();
});

const built = new Map<string, Promise<string>>();

/** The folder of an app with these migrations after its own. */
function app(...migrations: WrittenMigration[]): Promise<string> {
  const key = JSON.stringify(migrations);
  const known = built.get(key) ?? buildApp(migrations);
  built.set(key, known);
  return known;
}

async function buildApp(migrations: readonly WrittenMigration[]): Promise<string> {
  const folder = mkdtempSync(join(trial.directory, 'app-'));
  await writeMigratingApp({ workspace: trial.workspace, folder, migrations });
  return folder;
}

function start(
  folder: string,
  script: string,
  at: TrialPostgres,
  more: { [name: string]: string } = {},
): AppProcess {
  const env = { ...at.environment, PORT: '0', HOSTNAME: '127.0.0.1', ...more };
  const started = new AppProcess(folder, script, env);
  running.push(started);
  return started;
}

const appliedBy = ({ lines }: AppProcess) =>
  lines.flatMap(({ message, name }) => (message === 'migration applied' ? [name] : []));
const slowly = (name: string): WrittenMigration => ({
  name,
  up: `await knex.schema.createTable('t${name}', (table) => table.increments());
       await knex.raw('select pg_sleep(0.2)');`,
});

describe('on start', () => {
  const names = ['20261102-create-entries', '1', '2', '3'];
  let folder: string;
  beforeAll(async () => void (folder = await app(slowly('1'), slowly('2'), slowly('3'))));

  test.each([1, 2, 3, 4, 5])('two that start at once migrate once, time %i', async (time) => {
    const database = await postgres.another(`at_once_${time}`);
    const both = [1, 2].map(() => start(folder, 'server.js', database, { MIGRATE: 'on-start' }));
    await Promise.all(both.map((each) => each.until(/^serving$/)));

    expect(both.flatMap(appliedBy).sort()).toEqual([...names].sort());
    for (const each of both) {
      expect(each.lines.map(({ message }) => message).lastIndexOf('migration applied')).toBeLessThan(
        each.lines.findIndex(({ message }) => message === 'serving'),
      );
    }
    const books = await database.query('select name, batch from knex_migrations order by id');
    expect(books).toEqual(names.map((name, index) => ({ name, batch: index + 1 })));

    for (const each of both) each.kill('SIGTERM');
    expect((await Promise.all(both.map(({ end }) => end))).map(({ code }) => code)).toEqual([0, 0]);
  });

  test('one that fails ends the process with its cause, and the database is as before it', async () => {
    const database = await postgres.another('failing_start');
    const healthy = start(await app(), 'migrate.js', database);
    expect((await healthy.end).code).toBe(0);
    const before = await database.everything();
    const failing = { name: '9', up: `await knex('entries').insert({}); ` };
    const { lines, end } = start(await app(failing), 'server.js', database, { MIGRATE: 'on-start' });
    expect((await end).code).toBe(1);
    expect(lines.at(-1)).toMatchObject({
      level: 'error',
      message: 'cannot start',
      reason: expect.stringMatching(/^Migration 9 failed and was undone: .*null value in column "name"/),
    });
    expect(lines.some(({ message }) => message === 'serving')).toBe(false);
    expect(await database.everything()).toEqual(before);
  });
});

describe('in the release phase', () => {
  test('who waits says for whom, and goes on when that one has ended', async () => {
    const database = await postgres.another('waiting');
    const holder = await database.connect('somebody else');
    await holder.query(`select pg_advisory_lock(${LOCK})`);
    const { rows } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid');
    const migrating = start(await app(), 'migrate.js', database);
    const { holder: said } = await migrating.until(/^waiting for another process/);
    expect(said).toMatch(
      new RegExp(`^pid ${rows[0]?.pid} \\(somebody else from 127.0.0.1\\), idle, connected for`),
    );
    expect(migrating.isRunning).toBe(true);
    await holder.end();
    expect(await migrating.end).toEqual({ code: 0, error: '' });
    expect(migrating.lines.at(-1)).toEqual({ migration: '20261102-create-entries', destructive: [] });
  });

  test('a long transaction holds up the migration, and not who reads', async () => {
    const database = await postgres.another('locked');
    expect((await start(await app(), 'migrate.js', database).end).code).toBe(0);
    const report = await database.connect('a long report');
    await report.query('begin; select count(*) from entries');
    const add = {
      name: '9',
      up: `await knex.schema.alterTable('entries', (table) => table.text('country'));`,
    };
    const migrating = start(await app(add), 'migrate.js', database);

    const reader = await database.connect();
    // As the app's own statements have it, or a little less.
    await reader.query("set statement_timeout = '4s'");
    const waits: number[] = [];
    let locked = false;
    void migrating.until(/did not get its locks/).then(() => (locked = true));
    const read = () => timeOf(() => reader.query('select count(*) from entries'));
    while (!locked) {
      waits.push(await read());
      await sleep(20);
    }
    // It did stand in the way, for the 2 s of a try, and then gave way.
    expect(Math.max(...waits)).toBeGreaterThan(500);
    expect(await read()).toBeLessThan(1_500);
    expect(migrating.isRunning).toBe(true);
    const { message } = await migrating.until(/did not get its locks/);
    expect(message).toMatch(
      /^migration 9 did not get its locks, and will try again; the oldest transaction is that of pid \d+ \(a long report from 127.0.0.1\), idle in transaction, in a transaction for \d+ s$/,
    );

    await report.query('commit');
    expect(await migrating.end).toEqual({ code: 0, error: '' });
    expect(migrating.lines.at(-1)).toEqual({ migration: '9', destructive: [] });
    await Promise.all([report.end(), reader.end()]);
  });

  test('one that is killed holds nothing up, and leaves nothing', async () => {
    const database = await postgres.another('killed');
    const statement = 'select pg_sleep(120)';
    const endless = {
      name: '9',
      up: `await knex.schema.createTable('half', (t) => t.increments()); await knex.raw('${statement}');`,
    };
    const killed = start(await app(endless), 'migrate.js', database);
    const sleeping = () => database.query(`select 1 from pg_stat_activity where query = '${statement}'`);
    while ((await sleeping()).length === 0) await sleep(50);
    killed.kill('SIGKILL');
    const began = performance.now();
    while ((await sleeping()).length > 0) await sleep(50);
    expect(performance.now() - began).toBeLessThan(10_000);

    expect(await start(await app(), 'migrate.js', database).end).toEqual({ code: 0, error: '' });
    expect(await database.query(`select name from knex_migrations`)).toEqual([
      { name: '20261102-create-entries' },
    ]);
    expect(await database.query(`select to_regclass('half')::text as half`)).toEqual([{ half: null }]);
  });

  test('an index is made concurrently while another process waits its turn', async () => {
    const database = await postgres.another('indexed');
    const folder = await app(slowly('1'), {
      name: '2',
      transaction: false,
      up: `await knex.raw('create index concurrently by_name on entries (name)');`,
    });
    const both = [1, 2].map(() => start(folder, 'migrate.js', database));
    expect(await Promise.all(both.map(({ end }) => end))).toEqual([
      { code: 0, error: '' },
      { code: 0, error: '' },
    ]);
    expect(both.flatMap(({ lines }) => lines.flatMap(({ migration }) => migration ?? []))).toEqual([
      '20261102-create-entries',
      '1',
      '2',
    ]);
    expect(await database.query(`select to_regclass('by_name')::text as index`)).toEqual([
      { index: 'by_name' },
    ]);
  });
});

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
