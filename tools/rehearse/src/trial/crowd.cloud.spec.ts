import { resolve } from 'node:path';
import type { Cloud } from '@slipway/tool-cloud';
import type { PhaseName } from '@slipway/tool-release';
import { Drivers, type DriverOrder } from './driver-process';
import type { Traits } from './trial-app';
import { TrialCloud } from './trial-cloud';
import { TrialEnvironment } from './trial-environment';

const ROOT = resolve(__dirname, '../../../..');
const trial = new TrialCloud(ROOT);
const drivers = new Drivers(ROOT);
let cloud: Cloud;

beforeAll(async () => {
  cloud = await trial.start();
});
afterAll(async () => {
  await trial.remove();
  drivers.remove();
});

const SERVICE = { scaling: { min: 1, max: 2 }, release: ['node', 'migrate.js'] };
type KillAt = NonNullable<DriverOrder['killAt']>;

const started = (phase: PhaseName): KillAt => ({ type: 'phase-started', phase });
const ended = (phase: PhaseName): KillAt => ({ type: 'phase-ended', phase });

async function startLive(name: string): Promise<TrialEnvironment> {
  const environment = await TrialEnvironment.make(trial, cloud, { name, service: SERVICE });
  const { record } = await environment.access.push(await environment.image({ page: `${name} v1` }));
  expect(record.state).toBe('live');
  return environment;
}

/** Nothing is half-recorded: numbers without gaps, everything settled, one live, and that one is what ECS runs. */
async function expectSound({ access, shape }: TrialEnvironment): Promise<readonly string[]> {
  const records = [...(await access.ledger.list())].reverse();
  expect(records.map(({ version }) => version)).toEqual(records.map((_, index) => index + 1));
  const live = records.filter(({ state }) => state === 'live');
  expect(live).toHaveLength(1);
  for (const record of records) expect(record.finishedAt).toBeDefined();
  const ecs = await access.clients.ecs();
  const { services } = await ecs.describeServices({ cluster: shape.cluster, services: ['web'] });
  expect(services?.[0]?.deployments).toMatchObject([
    { taskDefinition: live[0]?.taskDefinitions['web'], rolloutState: 'COMPLETED', runningCount: 1 },
  ]);
  return records.map(({ state }) => state);
}

test.concurrent('of 20 releases at once one runs, and the others say which', async () => {
  const environment = await startLive('crowd');
  const { place, ledger } = environment.access;
  const digest = await environment.image({ page: 'one of 20', readyAfter: 10_000 });

  const ends = await Promise.all(Array.from({ length: 20 }, () => drivers.run({ place, digest })));

  const winners = ends.filter(({ code }) => code === 0);
  expect(winners).toMatchObject([{ record: { version: 2, state: 'live' } }]);
  const losers = ends.filter(({ code }) => code !== 0);
  const { by } = await ledger.read(2);
  for (const { code, failure } of losers) {
    expect(code).toBe(7);
    expect(failure).toMatch(
      /^Release v2 of "crowd" is (pending|releasing|rolling), and one release runs at a time\./,
    );
    expect(failure).toContain(`who    trial on ${by.host}, process ${by.pid}`);
  }
  expect(await expectSound(environment)).toEqual(['superseded', 'live']);
});

test.concurrent('killed before anything was replaced: the next verb says so and the release counts as failed', async () => {
  const environment = await startLive('early');
  const { place, ledger } = environment.access;
  const digest = await environment.image({ page: 'never to be seen' });
  const boundaries: KillAt[] = [
    { type: 'recorded' },
    ...(['preconditions', 'register', 'release command'] as const).flatMap((phase) => [
      started(phase),
      ended(phase),
    ]),
  ];

  // Each is the next verb of the one before.
  for (const [index, killAt] of boundaries.entries()) {
    const { code, notes } = await drivers.run({ place, digest, killAt });
    expect(code).toBeNull();
    const orphan = index + 1;
    if (orphan === 1) continue;
    expect(notes).toEqual([
      expect.stringMatching(new RegExp(`^v${orphan} was left (pending|releasing) by a run that is gone`)),
      `v${orphan} is failed.`,
    ]);
  }
  const { code, notes } = await drivers.run({ place });
  expect({ code, said: notes.at(-1) }).toEqual({ code: 0, said: `v${boundaries.length + 1} is failed.` });

  expect(await expectSound(environment)).toEqual(['live', ...boundaries.map(() => 'failed')]);
  expect((await ledger.read(2)).cause).toMatchObject({
    kind: 'orphaned',
    next: 'npx slipway status early',
  });
  expect(await environment.page()).toMatchObject({ text: 'early v1' });
});

test.concurrent.each([
  // Asked to stop before ECS was asked for anything, the next verb asks for nothing either.
  ['update begins', 'update-0', started('update'), {}, 'failed'],
  ['update ends', 'update-1', ended('update'), {}, 'live'],
  ['the watch begins', 'watch-0', started('roll'), {}, 'live'],
  ['the watch ends', 'watch-1', ended('roll'), {}, 'live'],
  ['the way back begins', 'back-0', started('roll back'), { crash: 1 }, 'rolled_back'],
  ['the way back ends', 'back-1', ended('roll back'), { crash: 1 }, 'rolled_back'],
] as const satisfies readonly (readonly [string, string, KillAt, Omit<Traits, 'page'>, string])[])(
  'killed as %s: the next verb settles by what ECS says',
  async (when, name, killAt, traits, state) => {
    const environment = await startLive(name);
    const { place } = environment.access;
    const digest = await environment.image({ page: `v2 of ${when}`, ...traits });
    expect((await drivers.run({ place, digest, killAt })).code).toBeNull();

    const { code, notes } = await drivers.run({ place });

    expect({ code, notes }).toEqual({
      code: 0,
      notes: expect.arrayContaining([
        expect.stringMatching(
          /^v2 was left rolling by a run that is gone \(trial on .*\); settling it by what ECS says\.$/,
        ),
        `v2 is ${state.replace('_', ' ')}.`,
      ]),
    });
    expect(await expectSound(environment)).toEqual([state === 'live' ? 'superseded' : 'live', state]);
    expect((await environment.page()).release).toBe(state === 'live' ? 'v2' : 'v1');
  },
);
