import { cloudStatus } from '@slipway/tool-cloud';
import { Unexpected } from './rehearsal';
import type { Stage } from './stage';

/** Exit code of a destroy that would take what holds data. */
const PROTECTED = 6;

/** Destroys environments, naming what holds data as the refusal asks, and looks that the cloud has gone with the last. */
export async function leaveNothing(stage: Stage, environments: readonly string[]): Promise<void> {
  await Promise.all(environments.map((name) => destroy(stage, name)));
  if (await cloudStatus({ root: stage.workspace.root })) {
    throw new Unexpected('The embedded cloud still runs, though nothing should be left in it.');
  }
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
