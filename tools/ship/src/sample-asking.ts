import { Ledger } from '@slipway/tool-release';
import { promoteVerb } from './promote-verb';
import { rollbackVerb } from './rollback-verb';
import { SampleShip } from './sample-ship';

const TIERS = { staging: 'staging', prod: 'production' } as const;

/** staging runs b and ran a before; so did prod. */
export async function twoReleases(): Promise<SampleShip> {
  const ship = new SampleShip(TIERS);
  for (const name of ['staging', 'prod'] as const)
    for (const letter of 'ab') await ship.released(letter, name);
  return ship;
}

/** `v1 live`, newest first. */
export const versions = async (ship: SampleShip, name: string) =>
  (await new Ledger(name, ship.account(name).store).list()).map(
    ({ version, state }) => `v${version} ${state}`,
  );

/** The verbs that ask, each ready to do something. */
export const ASKING = {
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
