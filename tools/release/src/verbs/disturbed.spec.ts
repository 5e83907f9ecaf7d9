import { refusal } from '../sample/sample-ecs';
import { whatIsWrong } from '../sample/sample-invariants';
import { Killed, type ProcessOptions, type SampleProcess } from '../sample/sample-process';
import { digestOf, SampleWorld } from '../sample/sample-world';
import { SWEEP_STEP } from '../sample/sweep';
import { release } from './release';
import { settle } from './settle';

jest.setTimeout(60_000);

const WEB = { scaling: { min: 2 }, release: ['npm', 'run', 'migrate'] };

/** What changes what users get. */
const CHANGES =
  /^(ecs\.(registerTaskDefinition|runTask|stopTask|updateService|stopServiceDeployment)|scaling\.\w+)$/;

/** v1 is live; v2 is about to be released. */
async function worldWithLive(build: 'good' | 'crashes' = 'good'): Promise<SampleWorld> {
  const world = new SampleWorld(WEB);
  const before = world.process();
  await release(world.request('a'), before.ports, before.tell);
  world.ecs.builds.set(digestOf('b'), build);
  // By another tool, so that the release has to give it a version.
  world.parameters.set('/shop/staging/web/KEY', 1, 'found');
  return world;
}

/** Releases `b`, disturbed at its n-th call, for every n until there is no such call any more. */
async function atEveryCall(
  build: 'good' | 'crashes',
  disturbed: (world: SampleWorld, n: number, self: () => SampleProcess) => ProcessOptions,
  check: (world: SampleWorld, process: SampleProcess, n: number) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (let n = 1; ; n += SWEEP_STEP) {
    const world = await worldWithLive(build);
    const process: SampleProcess = world.process(disturbed(world, n, () => process));
    const found: string[] = [];
    try {
      await release(world.request('b'), process.ports, process.tell);
    } catch (error) {
      if (error instanceof Killed) throw error;
      found.push(...(isLocked(error) ? [] : [`failed: ${String(error)}`]));
    }
    found.push(...(await check(world, process, n)), ...(await whatIsWrong(world)));
    wrong.push(...found.map((what) => `call ${n} (${process.made[n - 1]}): ${what}`));
    if (process.calls < n) return wrong;
  }
}

function isLocked(error: unknown): boolean {
  return (error as { kind?: string }).kind === 'locked';
}

const liveVersion = async ({ ledger }: SampleWorld) => (await ledger.live())?.version;

const gone = () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

const TROUBLES: readonly { readonly when: 'onCall' | 'onAnswer'; readonly error: () => Error }[] = [
  { when: 'onAnswer', error: gone },
  { when: 'onCall', error: gone },
  { when: 'onCall', error: () => refusal('ThrottlingException', 'Rate exceeded') },
  { when: 'onCall', error: () => refusal('InternalFailure', 'Sorry.', 500) },
];

it.each([
  ['good', [0], 2],
  ['crashes', [3, 1, 2], 1],
] as const)(
  'a call whose answer is lost, or that does not get through, makes no difference (%s build, troubles %j)',
  async (build, kinds, expected) => {
    const wrong = await atEveryCall(
      build,
      (_world, n) => {
        const { when, error } = TROUBLES[kinds[n % kinds.length] ?? 0]!;
        return {
          [when]: (call: string, nth: number) => {
            if (nth === n && call !== 'sleep') throw error();
          },
        };
      },
      async (world) => {
        const live = await liveVersion(world);
        const tokens = new Set(world.ecs.tokens);
        const secrets = world.ecs.running('web').map(({ secrets: { KEY } }) => KEY);
        const fits = secrets.every((value) => value === (expected === 2 ? 'found' : undefined));
        return [
          ...(fits ? [] : [`tasks have ${secrets.join()}`]),
          ...(live === expected ? [] : [`v${live} is live`]),
          ...(tokens.size === 2 && !tokens.has(undefined) ? [] : [`tokens ${[...tokens].join()}`]),
        ];
      },
    );

    expect(wrong).toEqual([]);
  },
);

it('lives through any call that takes longer than a run is silent before it counts as dead', async () => {
  const wrong = await atEveryCall(
    'good',
    (world, n) => ({
      host: 'runner',
      onCall: async (call, nth) => {
        // The record cannot be kept alive while it is being written itself.
        if (nth !== n || call.startsWith('store.')) return;
        for (let look = 0; look < 3; look++) {
          await world.pass(20_000);
          const other = world.process();
          if (await settle(world.environment, other.ports, other.tell)) throw new Error('settled');
        }
      },
    }),
    async (world) => ((await liveVersion(world)) === 2 ? [] : ['v2 is not live']),
  );

  expect(wrong).toEqual([]);
});

it.each([
  ['settled', 'good', false],
  ['settled and released anew', 'crashes', true],
] as const)(
  'a run that slept while another %s changes nothing more, whenever it slept (%s build)',
  async (_what, build, more) => {
    const wrong = await atEveryCall(
      build,
      (world, n, self) => {
        const nap = () =>
          self().sleepThrough(async () => {
            await world.pass(40_000);
            const other = world.process();
            await settle(world.environment, other.ports, other.tell);
            if (more) await release(world.request('c'), other.ports, other.tell);
            self().made.push('woke');
          });
        return {
          host: 'runner',
          // A change that is on its way already cannot be held back.
          onCall: (call, nth) => (nth === n && !CHANGES.test(call) ? nap() : undefined),
          onAnswer: (call, nth) => (nth === n && CHANGES.test(call) ? nap() : undefined),
        };
      },
      async (world, { made }) => {
        const after = made.slice(made.indexOf('woke') + 1).filter((call) => CHANGES.test(call));
        const own = (await world.ledger.read(2).catch(() => undefined))?.settledBy === undefined;
        return own || after.length === 0 ? [] : [`it still asked for ${after.join()}`];
      },
    );

    expect(wrong).toEqual([]);
  },
);
