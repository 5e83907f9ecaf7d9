import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signalGroup } from '../supervisor';
import { stopCloud, type Cloud } from '../cloud';
import { SampleCloud } from '../sample-cloud';
import { SampleSite } from './sample-site';

jest.setTimeout(300_000);

const ANSWERS_WITHIN_MS = 10_000;

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
async function startAgain(): Promise<{ cloud: Cloud; text: string; milliseconds: number }> {
  const began = performance.now();
  const cloud = await sample.start();
  site = new SampleSite(cloud);
  const text = await site.read();
  const milliseconds = Math.round(performance.now() - began);
  process.stdout.write(`The site answers after ${milliseconds} ms\n`);
  return { cloud, text, milliseconds };
}

const deployments = async () => {
  const ecs = await site.ecs();
  const { services } = await ecs.describeServices({ cluster: 'acme', services: ['web'] });
  return services?.[0]?.deployments?.map(({ id, rolloutState, failedTasks }) => ({
    id,
    rolloutState,
    failedTasks,
  }));
};

test('a stop and a start: the site answers with what was written, by the same deployment', async () => {
  expect(await site.write('stopped')).toBe('/stopped');
  const before = await deployments();
  await stopCloud(sample.options());
  const { text, milliseconds } = await startAgain();
  expect(text).toBe('/stopped');
  expect(milliseconds).toBeLessThan(ANSWERS_WITHIN_MS);
  expect(await deployments()).toEqual(before);
});

test('a crash of everything: the next start has the last point', async () => {
  expect(
    await (await fetch(`${site.cloud.endpoint}/_slipway/points/take`, { method: 'POST' })).json(),
  ).toEqual({ taken: expect.any(String) });
  expect(await site.write('crashed')).toBe('/crashed /stopped');
  signalGroup(site.cloud.pid, 'SIGKILL');
  const { text } = await startAgain();
  expect(text).toBe('/crashed /stopped');
});
