import { Ledger } from '../ledger/ledger';
import { isSettled } from '../record/transitions';
import { digestOf, type SampleWorld } from './sample-world';

/** Each manifest names files that are there, and what is live has one. */
function wrongAssets(world: SampleWorld, live: string | undefined): readonly string[] {
  const { bucket } = world;
  const manifests = bucket.keys('manifests/').map((key) => {
    const text = String(bucket.objects.get(key)?.body);
    return JSON.parse(text) as { readonly digest: string; readonly files: object };
  });
  const missing = manifests
    .filter(({ digest }) => digest !== digestOf('e'))
    .flatMap(({ files }) => Object.keys(files).filter((key) => !bucket.objects.has(key)));
  const known = live === undefined || manifests.some(({ digest }) => digest === live);
  return [...missing.map((key) => `${key} is named and not there`), ...(known ? [] : ['no manifest'])];
}

/** What must hold once nobody works any more, whatever happened before. Empty when all of it does. */
export async function whatIsWrong(world: SampleWorld): Promise<readonly string[]> {
  const records = await new Ledger('staging', world.store).list();
  const live = records.filter(({ state }) => state === 'live');
  const wrong: string[] = [];
  if (records.some((record) => !isSettled(record))) wrong.push('a release is unsettled');
  if (live.length > 1) wrong.push('two are live');
  for (const [name, service] of world.ecs.services) {
    const expected = live[0]?.taskDefinitions[name];
    if (expected === undefined ? service.desired !== 0 : service.taskDefinition !== expected) {
      wrong.push(`${name} does not run what is live`);
    }
    if (live[0] && !world.ranges.has(`service/shop-staging/${name}`)) wrong.push(`${name} is not scaled`);
    if (live[0] && world.ecs.running(name).some((task) => task.taskDefinitionArn !== expected)) {
      wrong.push(`${name} still runs something else`);
    }
  }
  for (const { version } of records) {
    const commands = world.ecs.tasks.filter(
      ({ group, startedBy }) => group === 'command' && startedBy === `slipway-v${version}`,
    );
    if (commands.length > 1) wrong.push(`the release command of v${version} ran ${commands.length} times`);
  }
  if (world.environment.edge.assets) wrong.push(...wrongAssets(world, live[0]?.images['web']));
  const versions = records.map(({ version }) => version).reverse();
  if (versions.some((version, index) => version !== index + 1)) wrong.push('numbers have gaps');
  return wrong;
}
