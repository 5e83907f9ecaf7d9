import { release } from '@slipway/tool-release';
import { ASKING, twoReleases, versions } from './sample-asking';
import type { SampleShip } from './sample-ship';

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
