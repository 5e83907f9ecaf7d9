import { join } from 'node:path';
import { Drivers, startLoad, TrialCloud, TrialEnvironment, type LoadResult } from '@slipway/tool-rehearse';
import { liftHold, type PhaseName, type ReleaseRecord } from '@slipway/tool-release';
import { interleave, median } from './measure';
import { waitServicesStable, type StableWait } from './wait-services-stable';

/** How a verb went, in seconds since its process was started. */
export interface VerbFigures {
  readonly state: ReleaseRecord['state'];
  /** ECS has answered UpdateService. */
  readonly asked: number;
  /** It is known whether the release is live or what is wrong with it. */
  readonly verdict: number;
  /** The process has ended. */
  readonly ended: number;
}

export interface ReleaseFigures {
  readonly cloudStart: number;
  readonly help: number;
  readonly roll: VerbFigures & { readonly load: LoadResult };
  readonly rollback: VerbFigures & { readonly load: LoadResult };
  readonly crash: VerbFigures;
  readonly missingSecret: VerbFigures;
  readonly peerRoll: StableWait;
  readonly peerCrash: StableWait;
}

/** Requests a second, and how many of them each roll gets at least. */
const RATE = 250;
const REQUESTS = 5_000;
/** The AWS CLI would wait for 10 minutes; by then everybody has understood. */
const PEER_SECONDS = 120;

/** Measures real releases, on an embedded cloud that is gone afterwards. */
export async function measureReleases(
  workspace: string,
  rounds: number,
  say: (text: string) => void,
): Promise<ReleaseFigures> {
  say('Measuring releases, about 3 minutes …');
  const helpLine = [process.execPath, join(workspace, 'tools/cli/bin/slipway.mjs'), '--help'];
  const { help } = await interleave({ help: { line: helpLine, cwd: workspace } }, rounds);
  const trial = new TrialCloud(workspace);
  const drivers = new Drivers(workspace);
  try {
    const began = performance.now();
    const cloud = await trial.start();
    const cloudStart = (performance.now() - began) / 1000;
    const environment = await TrialEnvironment.make(trial, cloud, { name: 'bench' });
    return {
      cloudStart,
      help: median(help.map(({ seconds }) => seconds)),
      ...(await verbs(environment, drivers)),
    };
  } finally {
    await trial.remove();
    drivers.remove();
  }
}

async function verbs(environment: TrialEnvironment, drivers: Drivers) {
  const { access, shape } = environment;
  const { place, clients } = access;
  const image = (page: string, crash?: number) => environment.image({ page, readyAfter: 1_000, crash });
  const push = async (digest: string) => timed(drivers, { place, digest });

  const first = await push(await image('the first'));
  const next = await image('the next');
  const roll = await underLoad(environment, () => push(next));
  const rollback = await underLoad(environment, () => timed(drivers, { place, rollback: true }));
  await liftHold(access.store);
  const crash = await push(await image('one that crashes', 1));
  const good = first.record.taskDefinitions['web'] ?? '';
  const peerRoll = await waitServicesStable(clients, shape.cluster, good, PEER_SECONDS);
  const crashing = crash.record.taskDefinitions['web'] ?? '';
  const peerCrash = await waitServicesStable(clients, shape.cluster, crashing, PEER_SECONDS);
  const { account, region } = access.environment.aws;
  await shape.registerTemplate({
    STRIPE_KEY: `arn:aws:ssm:${region}:${account}:parameter/acme/bench/web/STRIPE_KEY`,
  });
  const missingSecret = await push(await image('one that lacks a secret'));
  return { roll, rollback, crash, missingSecret, peerRoll, peerCrash };
}

/** Runs a verb and notes when it did what. */
async function timed(
  drivers: Drivers,
  order: Parameters<Drivers['run']>[0],
): Promise<VerbFigures & { readonly record: ReleaseRecord }> {
  const began = performance.now();
  const since = () => (performance.now() - began) / 1000;
  const ends = new Map<PhaseName, number>();
  const { record, failure } = await drivers.run(order, (event) => {
    if (event.type === 'phase-ended') ends.set(event.phase, since());
  });
  const ended = since();
  if (!record) throw new Error(`No release was made: ${failure}`);
  return {
    record,
    state: record.state,
    asked: ends.get('update') ?? NaN,
    verdict: ends.get('roll') ?? NaN,
    ended,
  };
}

async function underLoad<T extends object>(environment: TrialEnvironment, work: () => Promise<T>) {
  const load = startLoad(await environment.url(), { rate: RATE });
  const outcome = await work();
  await load.reach(REQUESTS);
  return { ...outcome, load: await load.stop() };
}
