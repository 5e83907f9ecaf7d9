import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signalGroup } from '../supervisor';
import { stopCloud } from '../cloud';
import { SampleCloud } from '../sample-cloud';
import { startCloud } from '../start-cloud';
import { takePoint } from './keep';
import { pointsDirectory } from './point-store';
import { restoreCloud } from './restore-cloud';
import { SampleSite } from './sample-site';
import { savedStateFolder, saveCloud, savedStates } from './saved-states';

/**
 * What comes after the cloud's own start: tasks, and their first check. On a machine that does nothing else it is two
 * seconds; checks once an interval would make it more than the 15 seconds of that.
 */
const SITE_MS = 14_000;

const sample = new SampleCloud();
const scratch = mkdtempSync(join(tmpdir(), 'slipway-state-'));
let site: SampleSite;

beforeAll(async () => {
  site = await SampleSite.make(await sample.start(), sample.options(), scratch);
  await site.read();
});

afterAll(async () => {
  await sample.remove();
  rmSync(scratch, { recursive: true });
});

/** Starts the cloud again and waits for the site. */
async function startAgain(): Promise<{ text: string; siteMs: number }> {
  const began = performance.now();
  site = new SampleSite(await sample.start());
  const started = performance.now();
  const text = await site.read();
  const siteMs = Math.round(performance.now() - started);
  process.stdout.write(
    `The cloud is back in ${Math.round(started - began)} ms, the site ${siteMs} ms later\n`,
  );
  return { text, siteMs };
}

const deployments = async () => {
  const ecs = await site.ecs();
  const { services } = await ecs.describeServices({ cluster: 'acme', services: ['web'] });
  // Not whether it has ended: it may have ended while the cloud stopped or started.
  return services?.[0]?.deployments?.map(({ id, failedTasks }) => ({ id, failedTasks }));
};

test('a stop and a start: the site answers with what was written, by the same deployment', async () => {
  expect(await site.write('stopped')).toBe('/stopped');
  const before = await deployments();
  await stopCloud(sample.options());
  const { text, siteMs } = await startAgain();
  expect(text).toBe('/stopped');
  expect(siteMs).toBeLessThan(SITE_MS);
  expect(await deployments()).toEqual(before);
});

test('a crash of everything: the next start has the last point', async () => {
  expect(await takePoint(sample.options())).toEqual({ taken: expect.any(String) });
  expect(await site.write('crashed')).toBe('/crashed /stopped');
  signalGroup(site.cloud.pid, 'SIGKILL');
  const { text } = await startAgain();
  expect(text).toBe('/crashed /stopped');
});

describe('a saved state', () => {
  const folder = () => savedStateFolder(sample.options(), 'early');

  test('is written while the site answers, and can be gone back to, on the same port', async () => {
    const began = performance.now();
    await saveCloud(sample.options(), folder());
    process.stdout.write(`Saved in ${Math.round(performance.now() - began)} ms\n`);
    expect(await savedStates(sample.options())).toMatchObject([{ name: 'early' }]);
    expect(await site.write('later')).toContain('/later');
    const { port } = site.cloud;
    const back = performance.now();
    site = new SampleSite(await restoreCloud(sample.options(), folder()));
    expect(await site.read()).toBe('/crashed /stopped');
    process.stdout.write(
      `Restored, and the site answers, after ${Math.round(performance.now() - back)} ms\n`,
    );
    expect(site.cloud.port).toBe(port);
  });

  test('makes another cloud, in another folder, beside the first', async () => {
    const other = new SampleCloud();
    try {
      const copy = new SampleSite(await restoreCloud(other.options(), folder()));
      expect(await copy.read()).toBe('/crashed /stopped');
      // The first still has the port that the state knows.
      expect(await copy.databasePort()).not.toBe(await site.databasePort());
      await copy.write('elsewhere');
      expect(await site.read()).toBe('/crashed /stopped');
    } finally {
      await other.remove();
    }
  });

  test('that does not fit changes nothing', async () => {
    const manifest = join(folder(), 'manifest.json');
    const text = readFileSync(manifest, 'utf8');
    writeFileSync(manifest, text.replace(/"moto": ".*?"/, '"moto": "1.0"'));
    await expect(restoreCloud(sample.options(), folder())).rejects.toThrow(
      'it was made with moto 1.0, and this version',
    );
    expect(await site.read()).toBe('/crashed /stopped');
  });
});

test('a point of another moto is set aside and said, and the cloud begins empty', async () => {
  await stopCloud(sample.options());
  const points = pointsDirectory(sample.directory);
  for (const name of readdirSync(points)) {
    const manifest = join(points, name, 'manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/"moto": ".*?"/, '"moto": "1.0"'));
  }
  const notes: string[] = [];
  site = new SampleSite(await startCloud({ ...sample.options(), note: (line) => notes.push(line) }));
  expect(notes.join('\n')).toMatch(
    /was not restored: it was made with moto 1\.0, and this version .* It is kept in /,
  );
  await expect((await site.ecs()).listClusters({})).resolves.toMatchObject({ clusterArns: [] });
});
