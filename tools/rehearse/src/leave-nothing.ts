import {
  cloudStatus,
  occupy,
  prepareRegistry,
  prepareState,
  startCloud,
  stopCloud,
} from '@slipway/tool-cloud';
import { readEnvironment } from '@slipway/tool-synth';
import { leftovers } from './leftovers';
import { Unexpected } from './rehearsal';
import type { Stage } from './stage';

/** Exit code of a destroy that would take what holds data. */
const PROTECTED = 6;

/** What each account has before anything is deployed there: what a bootstrap makes. */
export type Baseline = ReadonlyMap<string, readonly string[]>;

/**
 * Starts the cloud, makes what a bootstrap would have made, and lists that. The cloud is then occupied by the rehearsal,
 * so that it is still there to be asked once the last environment has left.
 */
export async function beginEmpty(stage: Stage, environments: readonly string[]): Promise<Baseline> {
  const { root: workspace } = stage.workspace;
  const cloud = await startCloud({ workspace });
  await occupy(cloud, 'rehearsal');
  for (const name of environments) {
    const { app, aws } = await readEnvironment(name, { workspace });
    await prepareState(cloud, { app, ...aws });
    await prepareRegistry(cloud, { repository: app, account: aws.registryAccount, region: aws.region });
  }
  return list(stage, environments);
}

/** Destroys environments, naming what holds data as the refusal asks, and looks that nothing is left in their accounts. */
export async function leaveNothing(stage: Stage, before: Baseline): Promise<void> {
  await Promise.all([...before.keys()].map((name) => destroy(stage, name)));
  const left = await leftBehind(stage, before);
  if (left.length > 0) throw new Unexpected(`Still there: ${left.join(', ')}`);
  const { root: workspace } = stage.workspace;
  await stopCloud({ workspace });
  if (await cloudStatus({ workspace })) throw new Unexpected('The embedded cloud still runs after a stop.');
}

/** What the environments' accounts have beyond what they began with, each with its environment. */
export async function leftBehind(stage: Stage, before: Baseline): Promise<readonly string[]> {
  const after = await list(stage, [...before.keys()]);
  return [...after].flatMap(([name, items]) =>
    items.filter((item) => !before.get(name)?.includes(item)).map((item) => `${name} ${item}`),
  );
}

async function list(stage: Stage, environments: readonly string[]): Promise<Baseline> {
  const { root: workspace } = stage.workspace;
  const cloud = await stage.cloud();
  const listed = environments.map(async (name) => {
    const { aws } = await readEnvironment(name, { workspace });
    return [name, await leftovers(workspace, cloud, aws)] as const;
  });
  return new Map(await Promise.all(listed));
}

async function destroy(stage: Stage, name: string): Promise<void> {
  const refused = await stage.expect(PROTECTED, ['destroy', name, '-y']);
  const addresses = [...refused.said.matchAll(/--allow-destroy '?([^\s']+)/g)].map(
    ([, address]) => address ?? '',
  );
  await stage.expect(0, [
    'destroy',
    name,
    '-y',
    ...addresses.flatMap((address) => ['--allow-destroy', address]),
  ]);
}
