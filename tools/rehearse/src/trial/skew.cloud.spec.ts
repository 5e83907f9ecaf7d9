import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser } from '@slipway/tool-browser';
import type { Cloud } from '@slipway/tool-cloud';
import { AppBuilds } from './app-builds';
import { TrialCloud } from './trial-cloud';
import { TrialEnvironment, type TrialEdgeKind } from './trial-environment';
import { Visitor } from './visitor';

const ROOT = resolve(__dirname, '../../../..');
const ROLLS = 2;

/** One task that becomes two during a roll is all that a roll takes, and most that two cores carry several times over. */
const SERVICE = { scaling: { min: 1, max: 2 }, release: ['node', 'migrate.js'] };
/** As the embedded cloud's images say it: their root is the built folder. */
const LABELS = { 'slipway.assets': '/apps/web/.next/static' };

const trial = new TrialCloud(ROOT);
const builds = new AppBuilds(ROOT);
const folders = new Map<number, Promise<string>>();
/** Digests, by the number of the build; all environments have one registry. */
const images = new Map<number, Promise<string>>();
let cloud: Cloud;
let browser: Browser;

beforeAll(async () => {
  for (let build = 1; build <= ROLLS + 1; build++) folders.set(build, builds.make(build));
  [cloud, browser] = await Promise.all([trial.start(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([trial.remove(), builds.remove()]);
});

/** The release of a number brings the build of that number. */
async function release(environment: TrialEnvironment, build: number): Promise<void> {
  const image = images.get(build) ?? publish(environment, build);
  images.set(build, image);
  const digest = await image;
  const { version, state, cause } = (await environment.access.push(digest)).record;
  expect({ version, state, cause }).toEqual({ version: build, state: 'live' });
}

async function publish(environment: TrialEnvironment, build: number): Promise<string> {
  return environment.imageOf(await folders.get(build)!, { labels: LABELS });
}

async function startLive(name: string, edge: TrialEdgeKind): Promise<TrialEnvironment> {
  const options = { name, edge, service: SERVICE, database: true };
  const environment = await TrialEnvironment.make(trial, cloud, options);
  await release(environment, 1);
  return environment;
}

/** A page is opened, the next release takes its place, and the visitor goes on. @returns what was noticed of it */
async function roll(environment: TrialEnvironment, from: number): Promise<readonly string[]> {
  const visitor = await Visitor.enter(browser, await environment.url());
  const message = `I saw build ${from}`;
  await visitor.sign('Ada', message);
  await visitor.reload();
  expect(await visitor.hasEntry(message)).toBe(true);

  await release(environment, from + 1);
  expect(await visitor.heading()).toBe(AppBuilds.heading(from));
  expect(await visitor.openTips()).toBe(AppBuilds.tips(from));
  await visitor.goToAbout();
  await visitor.goBack();
  expect(await visitor.heading()).toBe(AppBuilds.heading(from + 1));
  expect(await visitor.openTips()).toBe(AppBuilds.tips(from + 1));
  await visitor.leave();
  return visitor.problems;
}

test.concurrent.each(['north', 'south'])(
  `a page that was opened before a release goes on after it, in ${ROLLS} rolls out of ${ROLLS}: %s`,
  async (name) => {
    const environment = await startLive(name, 'assets');
    for (let from = 1; from <= ROLLS; from++) expect(await roll(environment, from)).toEqual([]);
  },
);

test.concurrent('a build has what a page imports for its effect alone, and nothing of one machine', async () => {
  const folder = await folders.get(1)!;
  expect(AppBuilds.hasInstrument(folder)).toBe(true);
  expect(AppBuilds.hasValueOfThisMachine(folder)).toBe(false);
});

test.concurrent('without the bucket it does not: what it asks for is gone with its release', async () => {
  const environment = await startLive('single', 'single-origin');
  const visitor = await Visitor.enter(browser, await environment.url());
  expect(visitor.problems).toEqual([]);

  await release(environment, 2);
  expect(await visitor.openTips()).toBeUndefined();
  expect(await visitor.heading()).toBe('Something went wrong');
  expect(visitor.problems).toContainEqual(
    expect.stringMatching(/^HTTP 404 at .*\/_next\/static\/chunks\/[^/]+\.js$/),
  );
  expect(visitor.problems).toContainEqual(expect.stringMatching(/^script: .*load chunk/));
  await visitor.leave();
});
