const KEY = Symbol.for('web.database');
const holder = globalThis as { [KEY]?: unknown };

/** As the server's entry and Next's chunks have it: modules of their own in one process. */
function bundled(): typeof import('.') {
  let module: typeof import('.');
  jest.isolateModules(() => (module = jest.requireActual('.')));
  return module!;
}

beforeEach(() => {
  delete holder[KEY];
  delete process.env.DATABASE_HOST;
});

afterAll(() => {
  delete holder[KEY];
  delete process.env.DATABASE_HOST;
});

test('two copies of the module share one pool, and either closes it for both', async () => {
  process.env.DATABASE_HOST = '127.0.0.1';
  const [entry, chunk] = [bundled(), bundled()];
  expect(entry.database).not.toBe(chunk.database);
  const pool = entry.database();
  expect(chunk.database()).toBe(pool);

  expect(await entry.closeDatabase(1_000)).toBe(true);
  expect(chunk.database()).toBe(pool);
  await expect(chunk.database()!.raw('select 1')).rejects.toThrow('Unable to acquire a connection');
});

test('without DATABASE_HOST there is none, and nothing to close', async () => {
  const { database, closeDatabase } = bundled();
  expect(database()).toBeUndefined();
  expect(await closeDatabase(1_000)).toBe(true);
});

test('a setting that is not allowed is said each time', () => {
  Object.assign(process.env, { DATABASE_HOST: '127.0.0.1', DATABASE_POOL_SIZE: 'many' });
  const { database } = bundled();
  try {
    for (let times = 0; times < 2; times++) expect(() => database()).toThrow('DATABASE_POOL_SIZE');
  } finally {
    delete process.env.DATABASE_POOL_SIZE;
  }
});

test('a pool that does not end does not hold up the process', async () => {
  holder[KEY] = { pool: { destroy: () => new Promise(() => undefined) } };
  expect(await bundled().closeDatabase(10)).toBe(false);
});

test('a pool that ends badly is said, not thrown', async () => {
  holder[KEY] = { pool: { destroy: () => Promise.reject(new Error('broken')) } };
  expect(await bundled().closeDatabase(1_000)).toBe(false);
});
