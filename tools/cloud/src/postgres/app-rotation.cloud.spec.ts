import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RDS } from '@aws-sdk/client-rds';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import type { Cloud } from '../cloud';
import { assumeRole, type Credentials } from '../credentials';
import { SampleCloud } from '../sample-cloud';
import { databaseAuthorityFile } from './databases';
import { buildProbe, SampleProbe } from './sample-probe';

const region = 'eu-west-1';
const identifier = 'acme-local-database';
const sample = new SampleCloud();
const folder = mkdtempSync(join(tmpdir(), 'slipway-app-rotation-'));
const probes: SampleProbe[] = [];
let cloud: Cloud;
let credentials: Credentials;
let rds: RDS;
let secrets: SecretsManager;
let script: string;
let arn: string;
let database: { readonly [name: string]: string };

beforeAll(async () => {
  mkdirSync(join(folder, 'probe'));
  [cloud, script] = await Promise.all([sample.start(), buildProbe(join(folder, 'probe'))]);
  credentials = await assumeRole(cloud, { account: '222222222222', region });
  const client = { endpoint: cloud.endpoint, region, credentials };
  [rds, secrets] = [new RDS(client), new SecretsManager(client)];
  const { DBInstance } = await rds.createDBInstance({
    DBInstanceIdentifier: identifier,
    DBInstanceClass: 'db.t4g.micro',
    Engine: 'postgres',
    EngineVersion: '17.6',
    AllocatedStorage: 20,
    DBName: 'app',
    MasterUsername: 'slipway_admin',
    ManageMasterUserPassword: true,
  });
  arn = DBInstance!.MasterUserSecret!.SecretArn!;
  database = {
    DATABASE_HOST: DBInstance!.Endpoint!.Address!,
    DATABASE_PORT: String(DBInstance!.Endpoint!.Port),
    DATABASE_NAME: 'app',
    DATABASE_USER: 'slipway_admin',
    PGSSLROOTCERT: databaseAuthorityFile(sample.directory),
  };
});

afterAll(async () => {
  for (const probe of probes) await probe.end();
  rds?.destroy();
  secrets?.destroy();
  await sample.remove();
  rmSync(folder, { recursive: true });
});

async function password(): Promise<string> {
  const { SecretString } = await secrets.getSecretValue({ SecretId: arn });
  return (JSON.parse(SecretString!) as { password: string }).password;
}

/** The app as a task has it: the password of its start, where the secret is, and what its role may. */
async function start(more: { readonly [name: string]: string } = {}): Promise<SampleProbe> {
  const probe = new SampleProbe(script, {
    ...database,
    DATABASE_PASSWORD: await password(),
    DATABASE_SECRET_ARN: arn,
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    ...more,
  });
  probes.push(probe);
  expect(await probe.ask('open')).toEqual({ answer: null });
  return probe;
}

const rotations: readonly (readonly [string, () => Promise<unknown>])[] = [
  [
    'RDS',
    () =>
      rds.modifyDBInstance({
        DBInstanceIdentifier: identifier,
        RotateMasterUserPassword: true,
        ApplyImmediately: true,
      }),
  ],
  ['Secrets Manager', () => secrets.rotateSecret({ SecretId: arn })],
];

test.each(rotations)(
  'when %s rotates the password, connections go on and new ones find it',
  async (_, rotate) => {
    const probe = await start();
    expect(await probe.ask('hold')).toEqual({ answer: null });
    const before = await password();
    await rotate();
    const after = await password();
    expect(after).not.toBe(before);

    expect(await probe.ask('held')).toEqual({ answer: true });
    expect(await probe.ask('three')).toEqual({ answer: 3 });
    // Three were refused at once, and read the secret once.
    expect(probe.log).toEqual([{ log: 'the database has a new password' }]);
    expect(await probe.ask('held')).toEqual({ answer: true });
  },
);

test('a password that is right takes no call to AWS', async () => {
  const probe = await start({ AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
  expect(await probe.ask('three')).toEqual({ answer: 3 });
  expect(probe.log).toEqual([]);
});

test('without the way to the secret, what is refused is said, and no password is', async () => {
  const probe = await start({ DATABASE_PASSWORD: 'hunter2-hunter2', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
  const answer = await probe.ask('one');
  expect(answer).toEqual({ refused: 'password authentication failed for user "slipway_admin"' });
  expect(probe.log[0]).toEqual({
    log: 'the secret of the database cannot be read',
    reason: expect.stringContaining('ECONNREFUSED'),
  });
  expect(JSON.stringify([answer, probe.log])).not.toContain('hunter2');
});

test('a password that was never given is read from the secret', async () => {
  const probe = await start({ DATABASE_PASSWORD: '' });
  expect(await probe.ask('one')).toEqual({ answer: true });
});
