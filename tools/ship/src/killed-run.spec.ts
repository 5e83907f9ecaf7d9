import { Ledger, release } from '@slipway/tool-release';
import { promoteVerb } from './promote-verb';
import { rollbackVerb } from './rollback-verb';
import { SampleShip } from './sample-ship';

const TIERS = { staging: 'staging', prod: 'production' } as const;

/** staging runs b and ran a before; so did prod. */
async function twoReleases(): Promise<SampleShip> {
  const ship = new SampleShip(TIERS);
  for (const name of ['staging', 'prod'] as const)
    for (const letter of 'ab') await ship.released(letter, name);
  return ship;
}

const versions = async (ship: SampleShip, name: string) =>
  (await new Ledger(name, ship.account(name).store).list()).map(
    ({ version, state }) => `v${version} ${state}`,
  );

/** The verbs that ask, each ready to do something. */
const ASKING = {
  promote: {
    run: (options: Parameters<typeof rollbackVerb>[1]) =>
      promoteVerb('prod', { ...options, source: 'staging' }),
    name: 'prod',
    line: 'npx slipway promote prod --from staging -y',
    question: 'Promote v3 of "staging" to "prod"?',
    prepare: async () => {
      const ship = await twoReleases();
      await ship.released('c', 'staging');
      return ship;
    },
  },
  rollback: {
    run: (options: Parameters<typeof rollbackVerb>[1]) => rollbackVerb('prod', options),
    name: 'prod',
    line: 'npx slipway rollback prod -y',
    question: 'Roll "prod" back to v1?',
    prepare: twoReleases,
  },
} as const;

describe('what a killed run left', () => {
  async function orphaned(): Promise<SampleShip> {
    const ship = await twoReleases();
    const world = ship.account('prod');
    const run = world.process({ killAt: 40 });
    const { environment } = await ship.open('prod');
    const request = { ...world.request('c'), environment };
    await release(request, run.ports, run.tell).catch(() => undefined);
    expect((await versions(ship, 'prod'))[0]).not.toMatch(/live|failed|rolled/);
    return ship;
  }

  it.each(Object.entries(ASKING))('is settled before %s asks, and said', async (_, { run }) => {
    const ship = await orphaned();
    const { options, notes } = ship.options({ interactive: true });
    const seen: { readonly notes: string; readonly states: readonly string[] }[] = [];
    const no = async () => {
      seen.push({ notes: notes.join('\n'), states: await versions(ship, 'prod') });
      return false;
    };
    await run({ ...options, prompt: { ...options.prompt, confirm: no } }).catch(() => undefined);

    expect(seen).toHaveLength(1);
    expect(seen[0]?.notes).toContain('v3 was left');
    expect(seen[0]?.states.find((each) => each.startsWith('v3'))).toMatch(/live|failed|rolled|supers/);
  });

  it.each(Object.entries(ASKING))('is left alone by a dry run of %s', async (_, { run }) => {
    const ship = await orphaned();
    const before = await versions(ship, 'prod');
    const { options } = ship.options();
    await run({ ...options, dryRun: true } as typeof options).catch(() => undefined);

    expect(await versions(ship, 'prod')).toEqual(before);
  });
});
