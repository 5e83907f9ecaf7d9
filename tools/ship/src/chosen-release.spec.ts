import { commitOf, digestOf } from '@slipway/tool-release/testing';
import { promoteVerb } from './promote-verb';
import { releaseVerb } from './release-verb';
import { rollbackVerb } from './rollback-verb';
import { SampleShip } from './sample-ship';

/** staging and prod had a, then b, and are at c. */
async function threeReleases(): Promise<SampleShip> {
  const ship = new SampleShip({ staging: 'staging', prod: 'production' });
  for (const name of ['staging', 'prod']) for (const letter of 'abc') await ship.released(letter, name);
  return ship;
}

const PROMOTION = { source: 'staging', version: 2 };

describe('a release that is named', () => {
  it('is the one that is promoted, also when another is live', async () => {
    const ship = await threeReleases();
    const { options, notes } = ship.options({ yes: true });

    expect((await promoteVerb('prod', { ...options, ...PROMOTION })).record).toMatchObject({
      images: { web: digestOf('b') },
      commit: commitOf('b'),
      from: { environment: 'staging', version: 2 },
      state: 'live',
    });
    expect(notes.join('\n')).toContain('Promote staging v2 to prod');
  });

  it('is the one that comes back', async () => {
    const ship = await threeReleases();
    const { options } = ship.options({ yes: true });

    expect((await rollbackVerb('prod', { ...options, version: 1 })).record).toMatchObject({
      images: { web: digestOf('a') },
      reason: 'rollback',
      state: 'live',
    });
  });

  it('is in the question', async () => {
    const ship = await threeReleases();
    const { options } = ship.options({ interactive: true });
    await promoteVerb('prod', { ...options, ...PROMOTION });
    await rollbackVerb('prod', { ...options, version: 1 });

    expect(ship.asked).toEqual(['Promote v2 of "staging" to "prod"?', 'Roll "prod" back to v1?']);
  });

  it('is in the line to repeat where nobody can answer', async () => {
    const { options } = new SampleShip({ prod: 'production' }).options();

    await expect(promoteVerb('prod', { ...options, ...PROMOTION })).rejects.toThrow(
      'npx slipway promote prod v2 --from staging -y',
    );
    await expect(rollbackVerb('prod', { ...options, version: 1 })).rejects.toThrow(
      'npx slipway rollback prod v1 -y',
    );
  });
});

describe('a commit that is older than the live one', () => {
  async function olderIsB() {
    const ship = await threeReleases();
    for (const name of ['staging', 'prod'])
      ship.account(name).ancestors.push([commitOf('b').sha, commitOf('c').sha]);
    return ship;
  }

  it.each([
    [false, { exitCode: 21, record: { cause: { kind: 'refused' } } }],
    [true, { exitCode: 0, record: { state: 'live' } }],
  ])('is promoted only where that is allowed: %s', async (allowOlder, ends) => {
    const { options } = (await olderIsB()).options({ yes: true });

    expect(await promoteVerb('prod', { ...options, ...PROMOTION, allowOlder })).toMatchObject(ends);
  });

  it.each([
    [false, { exitCode: 21, record: { cause: { kind: 'refused' } } }],
    [true, { exitCode: 0, record: { state: 'live' } }],
  ])('is released only where that is allowed: %s', async (allowOlder, ends) => {
    const ship = await olderIsB();
    ship.head = commitOf('b');
    const { options } = ship.options();
    const request = { image: digestOf('b'), commit: commitOf('b').sha, allowOlder };

    expect(await releaseVerb('staging', { ...options, ...request })).toMatchObject(ends);
  });
});

describe('before a promotion', () => {
  it('it is shown what the target lacks: secrets, and what was not applied', async () => {
    const ship = await threeReleases();
    ship.account('staging').parameters.set('/shop/staging/web/API_KEY', 1);
    const { options, text } = ship.options();
    const { preview } = await promoteVerb('prod', { ...options, ...PROMOTION, dryRun: true });

    expect(preview).toMatchObject({
      environment: 'prod',
      live: { version: 3 },
      config: [{ service: 'web', onlyInSource: ['API_KEY'], onlyInTarget: [] }],
      infrastructure: ['not known: the last deploy left no note of what it applied'],
      commits: [commitOf('b'), commitOf('c')],
    });
    expect(text()).toContain('API_KEY');
  });

  it('what was applied since is compared with the file of the target', async () => {
    const ship = await threeReleases();
    await ship.noted('prod');
    const { options } = ship.options();
    const infrastructure = async () =>
      (await promoteVerb('prod', { ...options, ...PROMOTION, dryRun: true })).preview.infrastructure;

    expect(await infrastructure()).toEqual([]);
    ship.resources = { 'aws_a.b': '2' };
    ship.edited = { bastion: true };
    expect(await infrastructure()).toEqual(['bastion: false → true', 'change aws_a.b']);
  });
});

it('before a rollback it is shown what would be taken back', async () => {
  const { options, text } = (await threeReleases()).options();
  const { preview } = await rollbackVerb('prod', { ...options, version: 1, dryRun: true });

  expect(preview).toMatchObject({ target: { version: 1 }, live: { version: 3 } });
  expect(preview.takenBack).toEqual([commitOf('c'), commitOf('a')]);
  expect(text()).toContain('Roll prod back to v1');
});
