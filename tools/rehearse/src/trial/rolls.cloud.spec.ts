import { resolve } from 'node:path';
import type { Cloud } from '@slipway/tool-cloud';
import { liftHold, rollback, type ReleaseRecord } from '@slipway/tool-release';
import { startLoad } from '../steady-load';
import type { Traits } from './trial-app';
import { TrialCloud } from './trial-cloud';
import { TrialEnvironment } from './trial-environment';

/** What each roll is measured with, at least. */
const REQUESTS = 2_000;
const MISSING = 'arn:aws:ssm:eu-west-1:111111111111:parameter/acme/rolls/web/STRIPE_KEY';

const trial = new TrialCloud(resolve(__dirname, '../../../..'));
let cloud: Cloud;
/** In turn and not side by side: two cores serve one of these loads, not four. */
let environment: TrialEnvironment;
/** A minute of patience takes long, so it goes on beside the others, at a rate that costs them little. */
let patience: Promise<ReleaseRecord>;

beforeAll(async () => {
  cloud = await trial.start();
  environment = await startLive('rolls');
  patience = waitForSilence();
  // Told by the test that waits for it.
  patience.catch(() => undefined);
});
afterAll(() => trial.remove());

async function startLive(name: string): Promise<TrialEnvironment> {
  const environment = await TrialEnvironment.make(trial, cloud, { name });
  const { record } = await environment.access.push(
    await environment.image({ page: `${name}, the good one` }),
  );
  expect(record).toMatchObject({ version: 1, state: 'live' });
  return environment;
}

/** Does it while users go on asking, none of whom may notice. */
async function underLoad<T>(work: () => Promise<T>, { at = environment, rate = 100 } = {}): Promise<T> {
  const load = startLoad(await at.url(), { rate });
  const outcome = await work().finally(() => load.reach(REQUESTS));
  const { requests, failures } = await load.stop();
  expect(failures).toEqual({});
  expect(requests).toBeGreaterThanOrEqual(REQUESTS);
  return outcome;
}

/** Releases an app that is no good. What was live must be what users get, before, during and after. */
async function bad(
  traits: Omit<Traits, 'page'>,
  { at = environment, rate = 100 } = {},
): Promise<ReleaseRecord> {
  const before = await at.page();
  const digest = await at.image({ page: JSON.stringify(traits), ...traits });
  const { record } = await underLoad(() => at.access.push(digest), { at, rate });
  expect(await at.page()).toEqual(before);
  return record;
}

async function waitForSilence(): Promise<ReleaseRecord> {
  return bad({ health: 'silence' }, { at: await startLive('silent'), rate: 70 });
}

test('a good roll is noticed by nobody', async () => {
  const next = await environment.image({ page: 'the next one', readyAfter: 1_000 });
  const { record } = await underLoad(() => environment.access.push(next));
  expect(record).toMatchObject({ version: 2, state: 'live' });
  expect(await environment.page()).toEqual({ status: 200, release: 'v2', text: 'the next one' });
  expect((await environment.access.ledger.read(1)).state).toBe('superseded');
});

test('nor is the way back', async () => {
  const { access } = environment;
  const record = await underLoad(() =>
    rollback(access.environment, undefined, access.ports(), () => undefined),
  );
  expect(record).toMatchObject({ version: 3, state: 'live', reason: 'rollback' });
  expect(await environment.page()).toEqual({ status: 200, release: 'v3', text: 'rolls, the good one' });
  await liftHold(access.store);
});

test('one that crashes is told with its last words, and goes back unnoticed', async () => {
  expect(await bad({ crash: 1 })).toMatchObject({
    version: 4,
    state: 'rolled_back',
    cause: {
      kind: 'exit-before-healthy',
      words: 'web exits with code 1 before it is healthy.',
      logs: expect.arrayContaining([expect.stringMatching(/^Error: cannot find the module/)]),
      next: 'npx slipway logs rolls --since 10m',
    },
  });
});

test('one that needs too much memory goes back unnoticed', async () => {
  expect(await bad({ allocate: 800 })).toMatchObject({
    version: 5,
    state: 'rolled_back',
    cause: {
      kind: 'out-of-memory',
      words: 'web needs more memory than its size grants, and is killed.',
    },
  });
});

test('one that is never healthy goes back unnoticed', async () => {
  expect(await bad({ health: 500 })).toMatchObject({
    version: 6,
    state: 'rolled_back',
    cause: {
      kind: 'never-healthy',
      words: expect.stringMatching(
        /^web answers its health check with 500\. It is asked for \/\S* on port \d+, /,
      ),
      logs: [expect.stringMatching(/^starting/)],
    },
  });
});

test('one whose secret is missing is told by its name, and goes back unnoticed', async () => {
  await environment.shape.registerTemplate({ STRIPE_KEY: MISSING });
  expect(await bad({})).toMatchObject({
    version: 7,
    state: 'rolled_back',
    cause: {
      kind: 'secret-missing',
      words: 'The secret STRIPE_KEY is missing: /acme/rolls/web/STRIPE_KEY does not exist in SSM.',
      next: 'npx slipway config set rolls STRIPE_KEY',
    },
  });
});

test('another port is noticed by nobody, although every task of before listens on the old one', async () => {
  const { access, shape } = environment;
  await shape.registerTemplate({}, 4001);
  const next = await environment.image({ page: 'on another port' });
  const { record } = await underLoad(() => access.push(next));
  expect(record).toMatchObject({ version: 8, state: 'live' });
  expect(await environment.page()).toEqual({ status: 200, release: 'v8', text: 'on another port' });

  const ecs = await access.clients.ecs();
  const { services } = await ecs.describeServices({ cluster: shape.cluster, services: ['web'] });
  expect(services?.[0]?.loadBalancers).toMatchObject([{ containerPort: 4001 }]);
});

test('one that never answers is given a minute, and goes back unnoticed', async () => {
  expect(await patience).toMatchObject({
    version: 2,
    state: 'rolled_back',
    cause: {
      kind: 'never-healthy',
      words: expect.stringMatching(
        /^web does not answer its health check in time: a new task has 60 s to start \(`startSeconds`\)\. It is asked for /,
      ),
    },
  });
});
