import { openDatabase } from './open-database';

test('there is none where DATABASE_HOST is not set', () => {
  expect(openDatabase({})).toBeUndefined();
});

test.each([{ PGSSLMODE: 'require' }, { PGSSLROOTCERT: '/nowhere.pem' }, { DATABASE_POOL_SIZE: 'many' }])(
  '%j is refused when it is opened',
  (env) => {
    const [[name, value] = []] = Object.entries(env);
    const message = new RegExp(`^${name} (is|names) "?${value}`);
    expect(() => openDatabase({ DATABASE_HOST: '127.0.0.1', ...env })).toThrow(message);
  },
);

test('the size of the pool is what the caller says, else what the surroundings say', async () => {
  const env = { DATABASE_HOST: '127.0.0.1', DATABASE_POOL_SIZE: '7' };
  const pools = [openDatabase(env), openDatabase(env, { connections: 2 })];
  expect(pools.map((pool) => pool!.client.pool.max)).toEqual([7, 2]);
  await Promise.all(pools.map((pool) => pool!.destroy()));
});
