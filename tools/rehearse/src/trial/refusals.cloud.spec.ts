import { resolve } from 'node:path';
import type { Cloud } from '@slipway/tool-cloud';
import { configRelease, liftHold, rollback, Secrets, setHold, status } from '@slipway/tool-release';
import { TrialCloud } from './trial-cloud';
import { TrialEnvironment } from './trial-environment';

const trial = new TrialCloud(resolve(__dirname, '../../../..'));
let cloud: Cloud;
const NONE = `sha256:${'0'.repeat(64)}`;
const COMMIT = { sha: 'a'.repeat(40), message: 'Newer' };
const OLDER = { sha: 'b'.repeat(40), message: 'Older' };

beforeAll(async () => {
  cloud = await trial.start();
});
afterAll(() => trial.remove());

const ONE_TASK = { scaling: { min: 1, max: 3 } };
const MIGRATED = { ...ONE_TASK, release: ['node', 'migrate.js'] };

/** What ECS is to run, by which is seen whether anything touched it. */
async function deployments({ access, shape }: TrialEnvironment) {
  const ecs = await access.clients.ecs();
  const { services } = await ecs.describeServices({ cluster: shape.cluster, services: ['web'] });
  return services?.[0]?.deployments?.map(({ id, taskDefinition }) => ({ id, taskDefinition }));
}

async function stateOf({ access }: TrialEnvironment) {
  const { clients, environment } = access;
  const scaling = await clients.scaling();
  const { ScalableTargets } = await scaling.describeScalableTargets({ ServiceNamespace: 'ecs' });
  const id = `service/acme-${environment.name}/web`;
  const target = ScalableTargets?.find(({ ResourceId }) => ResourceId === id);
  return target && { min: target.MinCapacity, max: target.MaxCapacity };
}

test.concurrent('what can be known before is refused with all of its reasons, and touches nothing', async () => {
  const environment = await TrialEnvironment.make(trial, cloud, { name: 'refuse', service: MIGRATED });
  const { access } = environment;
  const good = await environment.image({ page: 'good' });
  const first = await access.push(good, { request: { commit: COMMIT } });
  expect(first.record).toMatchObject({
    state: 'live',
    releaseCommand: { exitCode: 0, migrations: [{ name: '001_users', destructive: [] }] },
  });
  expect(await stateOf(environment)).toEqual({ min: 1, max: 3 });
  const before = await deployments(environment);

  const absent = await access.push(NONE);
  expect(absent.record).toMatchObject({
    version: 2,
    state: 'failed',
    cause: { kind: 'refused', words: expect.stringContaining(`${NONE} is not in repository "acme"`) },
  });

  const foreign = await access.push(await environment.image({ page: 'for arm64' }, 'arm64'));
  expect(foreign.record.cause).toMatchObject({
    kind: 'refused',
    words: expect.stringMatching(/^The image is built for arm64, but web runs on x86_64 \(amd64\)\./),
  });

  const commits = { isAncestor: async () => 'yes' as const };
  const older = await access.push(good, { request: { commit: OLDER }, ports: { commits } });
  expect(older.record.cause).toMatchObject({
    kind: 'refused',
    words: expect.stringMatching(/^Commit bbbbbbb is older than aaaaaaa, which is live as v1\./),
  });

  const failing = await environment.image({ page: 'one whose migration fails', migration: 'fails' });
  const migration = await access.push(failing);
  expect(migration.record).toMatchObject({
    version: 5,
    state: 'failed',
    cause: {
      kind: 'release-command',
      words: 'The release command (node migrate.js) ended with exit code 1.',
      logs: [expect.stringContaining('migration 002_teams failed')],
    },
  });

  await setHold(access.store, { by: 'Mary', since: '2026-11-25T12:00:00Z', why: 'A look at the database' });
  await expect(access.push(good)).rejects.toMatchObject({
    kind: 'held',
    exitCode: 22,
    message: expect.stringContaining('A look at the database'),
  });
  await liftHold(access.store);

  await expect(access.push('web:latest')).rejects.toMatchObject({ kind: 'usage' });
  await expect(rollback(access.environment, 99, access.ports(), () => undefined)).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringContaining('has no release v99'),
  });

  expect(await deployments(environment)).toEqual(before);
  expect((await access.ledger.list()).map(({ version, state }) => [version, state])).toEqual([
    [5, 'failed'],
    [4, 'failed'],
    [3, 'failed'],
    [2, 'failed'],
    [1, 'live'],
  ]);
  expect(await stateOf(environment)).toEqual({ min: 1, max: 3 });
});

test.concurrent('a first release that is no good leaves nothing running', async () => {
  const environment = await TrialEnvironment.make(trial, cloud, { name: 'first', service: ONE_TASK });
  const { access } = environment;
  const { record } = await access.push(await environment.image({ page: 'one that crashes', crash: 3 }));
  expect(record).toMatchObject({
    state: 'failed',
    cause: { kind: 'exit-before-healthy', words: 'web exits with code 3 before it is healthy.' },
  });
  const { services } = await status(access.environment, access.ports());
  expect(services).toMatchObject([{ desiredCount: 0 }]);
  expect((await environment.page()).status).toBe(503);

  const second = await access.push(await environment.image({ page: 'good' }));
  expect(second.record).toMatchObject({ version: 2, state: 'live' });
});

test.concurrent('a line of 1 MB and a program that does not end are no trouble', async () => {
  const environment = await TrialEnvironment.make(trial, cloud, { name: 'rough', service: ONE_TASK });
  const { access } = environment;
  const stubborn = await access.push(
    await environment.image({ page: 'stubborn', stubborn: true, line: 1 << 20 }),
  );
  expect(stubborn.record.state).toBe('live');

  const next = await access.push(await environment.image({ page: 'loud', line: 1 << 20, crash: 1 }));
  expect(next.record).toMatchObject({ state: 'rolled_back', cause: { kind: 'exit-before-healthy' } });
  expect(JSON.stringify(next.record).length).toBeLessThan(20_000);
  expect(next.record.cause?.logs).toContainEqual(expect.stringMatching(/^Error: cannot find the module/));

  const after = await access.push(await environment.image({ page: 'after the stubborn one' }));
  expect(after.record.state).toBe('live');
  expect(await environment.page()).toMatchObject({ text: 'after the stubborn one' });
});

test.concurrent('changed parameters and a newer template ship the image that is live', async () => {
  const environment = await TrialEnvironment.make(trial, cloud, { name: 'config', service: ONE_TASK });
  const { access, shape } = environment;
  const digest = await environment.image({ page: 'configured' });
  await access.push(digest);
  const ship = (reason: 'config' | 'infra') =>
    configRelease(access.environment, reason, access.ports(), () => undefined);
  expect(await ship('infra')).toBeUndefined();

  const ssm = await access.clients.ssm();
  await ssm.putParameter({ Name: '/acme/config/web/GREETING', Value: 'hello', Type: 'SecureString' });
  expect(await ship('config')).toMatchObject({
    version: 2,
    state: 'live',
    images: { web: digest },
    config: { web: { GREETING: 1 } },
  });

  const template = await shape.registerTemplate({});
  expect(await ship('infra')).toMatchObject({ version: 3, state: 'live', templates: { web: template } });
});

test.concurrent('a task that scaling starts has the secrets of its release, whatever was set since', async () => {
  const environment = await TrialEnvironment.make(trial, cloud, { name: 'fixed', service: ONE_TASK });
  const { access, shape } = environment;
  const secrets = new Secrets({ ...access, by: 'trial', now: () => Date.now() });
  const set = (value: string) => secrets.set('web', new Map([['GREETING', value]]));
  await set('hello');
  const first = await access.push(await environment.image({ page: 'greeted' }));
  expect(first.record).toMatchObject({ state: 'live', config: { web: { GREETING: 1 } } });
  await set('goodbye');

  const ecs = await access.clients.ecs();
  await ecs.updateService({ cluster: shape.cluster, service: 'web', desiredCount: 3 });
  const greetings = new Map<string, string>();
  for (const until = Date.now() + 60_000; greetings.size < 3 && Date.now() < until;) {
    const { headers } = await fetch(await environment.url());
    greetings.set(headers.get('x-process') ?? '', headers.get('x-greeting') ?? '');
  }
  expect([...greetings.values()]).toEqual(['hello', 'hello', 'hello']);

  const second = await access.push(await environment.image({ page: 'greeted again' }));
  expect(second.record).toMatchObject({ state: 'live', config: { web: { GREETING: 2 } } });
  const answer = await fetch(await environment.url());
  expect(answer.headers.get('x-greeting')).toBe('goodbye');

  const back = await rollback(access.environment, 1, access.ports(), () => undefined, { withConfig: true });
  expect(back).toMatchObject({ state: 'live', config: { web: { GREETING: 1 } }, configOf: 1 });
  expect((await fetch(await environment.url())).headers.get('x-greeting')).toBe('hello');
  const ssm = await access.clients.ssm();
  const { Parameter } = await ssm.getParameter({ Name: '/acme/fixed/web/GREETING', WithDecryption: true });
  expect(Parameter?.Value).toBe('hello');
});
