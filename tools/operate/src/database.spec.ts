import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { connectionUrl, isReachable, libpqVariables, readDatabase } from './database';
import { sampleOpenEnvironment } from './sample-environment';

const ACCESS = {
  host: 'db.example',
  port: 5432,
  database: 'app',
  user: 'slipway_admin',
  password: 'p@ss:word',
};

describe('readDatabase', () => {
  const instance = {
    Endpoint: { Address: 'db.example', Port: 5432 },
    DBName: 'app',
    MasterUserSecret: { SecretArn: 'arn:secret' },
  };
  const secrets = {
    getSecretValue: ({ SecretId }: { SecretId: string }) =>
      Promise.resolve({
        SecretString: JSON.stringify({ username: 'slipway_admin', password: `of ${SecretId}` }),
      }),
  };

  it('asks RDS where it is, and the secret of RDS who may enter', async () => {
    const describeDBInstances = jest.fn().mockResolvedValue({ DBInstances: [instance] });

    expect(await readDatabase(sampleOpenEnvironment({ rds: { describeDBInstances }, secrets }))).toEqual({
      ...ACCESS,
      password: 'of arn:secret',
    });
    expect(describeDBInstances).toHaveBeenCalledWith({ DBInstanceIdentifier: 'acme-staging-database' });
  });

  it('fills in what AWS leaves out', async () => {
    const { MasterUserSecret } = instance;
    const bare = { Endpoint: { Address: 'db.example' }, MasterUserSecret };
    const describeDBInstances = () => ({ DBInstances: [bare] });
    const silent = { getSecretValue: () => ({}) };

    expect(
      await readDatabase(sampleOpenEnvironment({ rds: { describeDBInstances }, secrets: silent })),
    ).toEqual({ host: 'db.example', port: 5432, database: 'postgres', user: '', password: '' });
  });

  it('passes on what AWS refuses', async () => {
    const denied = Object.assign(new Error('no'), { name: 'AccessDeniedNotDBInstanceNotFound' });
    const describeDBInstances = () => Promise.reject(denied);

    await expect(readDatabase(sampleOpenEnvironment({ rds: { describeDBInstances }, secrets }))).rejects.toBe(
      denied,
    );
  });

  it.each([
    [() => Promise.resolve({ DBInstances: [{}] }), 'still being created'],
    [() => Promise.resolve({}), 'still being created'],
    [
      () => Promise.resolve({ DBInstances: [{ ...instance, MasterUserSecret: undefined }] }),
      'The database of "staging" is still being created. Try again in a few minutes.',
    ],
    [
      () => Promise.resolve({ DBInstances: [{ ...instance, Endpoint: { Port: 5432 } }] }),
      'still being created',
    ],
    [
      () => Promise.reject(Object.assign(new Error(''), { name: 'DBInstanceNotFoundFault' })),
      'npx slipway deploy staging',
    ],
  ])('says what is missing', async (describeDBInstances, words) => {
    await expect(
      readDatabase(sampleOpenEnvironment({ rds: { describeDBInstances }, secrets })),
    ).rejects.toThrow(words);
  });

  it('says that there is none', async () => {
    await expect(readDatabase(sampleOpenEnvironment({}, { database: false }))).rejects.toThrow(
      'has no database',
    );
  });
});

it('a URL for people has no password', () => {
  expect(connectionUrl(ACCESS, '127.0.0.1', 6000)).toBe('postgresql://slipway_admin@127.0.0.1:6000/app');
});

it('a URL keeps whole what has signs of its own', () => {
  expect(connectionUrl({ ...ACCESS, user: 'a@b', database: 'x/y' }, 'db', 1)).toBe(
    'postgresql://a%40b@db:1/x%2Fy',
  );
});

it.each([
  ['127.0.0.1', 'prefer'],
  ['localhost', 'prefer'],
  ['db.example', 'require'],
])('libpq is told by variables; at %s TLS is what it should %s', (host, mode) => {
  expect(libpqVariables(ACCESS, host, 6000)).toEqual({
    PGHOST: host,
    PGPORT: '6000',
    PGDATABASE: 'app',
    PGUSER: 'slipway_admin',
    PGPASSWORD: 'p@ss:word',
    PGSSLMODE: mode,
  });
});

it('isReachable tries', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  expect(await isReachable('127.0.0.1', port)).toBe(true);
  await new Promise((resolve) => server.close(resolve));
  expect(await isReachable('127.0.0.1', port)).toBe(false);
});
