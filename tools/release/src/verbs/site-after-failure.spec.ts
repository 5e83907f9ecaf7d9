import { release } from './release';
import { digestOf, SampleWorld } from '../sample/sample-world';
import type { ProcessOptions } from '../sample/sample-process';
import type { ReleaseRecord, SiteAnswer } from '../record/release-record';

const URL = 'https://staging.example.com/healthz';
let world: SampleWorld;
beforeEach(async () => {
  world = new SampleWorld();
  world.ecs.builds.set(digestOf('b'), 'crashes');
});

async function released(letter: string, options: ProcessOptions = {}) {
  const process = world.process(options);
  const record = await release(world.request(letter), process.ports, process.tell);
  return { record: record as ReleaseRecord, asked: process.made.filter((call) => call === 'askSite').length };
}

/** A release that goes wrong after a good one, while the site answers this. */
async function failedWhile(...answers: (SiteAnswer | undefined)[]) {
  await released('a');
  world.site = answers.shift();
  const onAnswer = (call: string) => {
    if (call === 'askSite' && answers.length > 0) world.site = answers.shift();
  };
  return released('b', { onAnswer });
}

describe('what the site answers after a release that went back', () => {
  it.each<[string, SiteAnswer | undefined, number]>([
    ['that it serves', { url: URL, status: 200 }, 1],
    ['503, as nothing is behind its load balancer', { url: URL, status: 503 }, 2],
    ['nothing', { url: URL }, 2],
  ])('is kept: %s', async (_, site, times) => {
    const { record, asked } = await failedWhile(site);
    expect({ state: record.state, site: record.site, asked }).toEqual({
      state: 'rolled_back',
      site,
      asked: times,
    });
    expect((await world.ledger.list())[0]?.site).toEqual(site);
  });

  it('is asked for again before anybody says that it does not serve', async () => {
    const { record } = await failedWhile({ url: URL, status: 502 }, { url: URL, status: 200 });
    expect(record.site?.status).toBe(200);
  });

  it('is not known where the environment has no address yet', async () => {
    expect((await failedWhile(undefined)).record).not.toHaveProperty('site');
  });
});

it('is known of a release that was refused before it touched anything', async () => {
  await released('a');
  world.site = { url: URL, status: 503 };
  const request = { ...world.request('b'), images: { web: `sha256:${'9'.repeat(64)}` } };
  const { ports, tell } = world.process();
  expect(await release(request, ports, tell)).toMatchObject({ state: 'failed', site: { status: 503 } });
});

it('nobody is asked after a release that is live, nor where none was before', async () => {
  expect((await released('b')).record).toMatchObject({ state: 'failed' });
  const { record, asked } = await released('a');
  expect({ state: record.state, asked }).toEqual({ state: 'live', asked: 0 });
});
