import { embeddedCloud, targetCloud, type DeployOptions, type DeployResult } from '@slipway/tool-deploy';
import {
  imageForAll,
  Ledger,
  readApplied,
  release,
  rememberApplied,
  withHealthChecksOf,
} from '@slipway/tool-release';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { conduct } from './conduct';
import { configReleaseVerb } from './config-release-verb';
import { withInterrupts } from './interrupt-signal';
import { LiveInspection } from './live-inspection';
import type { ShipOptions } from './options';
import type { ReleasableEnvironment } from './releasable-environment';
import { releasePreview, show } from './release-preview';
import { shipped, type Shipped } from './release-verb';
import { worldOf } from './world';

export type DeployVerbOptions = ShipOptions & Pick<DeployOptions, 'dryRun' | 'allowDestroy'>;

export interface Deployed extends Shipped {
  readonly result: DeployResult;
}

/** A build that runs already. */
interface EarlyBuild {
  /** @throws what the build failed with */
  readonly built: () => Promise<void>;
}

/**
 * `slipway deploy`: applies the environment's file and then ships what that left for a release to ship. Where nothing
 * was released yet, a disposable environment of the embedded cloud gets the app of this workspace, so that the first
 * deploy ends with a page; any other waits for what its pipeline pushes.
 */
export async function deployVerb(name: string, options: DeployVerbOptions): Promise<Deployed> {
  const { workspace, output, env = process.env, dryRun = false } = options;
  const cloud = embeddedCloud(workspace, env, (text) => output.note(text));
  const live = new LiveInspection(name, options);
  const apply = () => worldOf(options).deploy(name, { ...options, output, cloud, inspect: live.inspect });
  if (dryRun) return { result: await apply(), ...shipped(undefined) };

  const onEmbeddedCloud = targetCloud(name, { workspace, env, embedded: options.embedded }) === 'embedded';
  if (onEmbeddedCloud) await assertAppKnown(name, options);
  const ended = new AbortController();
  // Terraform mostly waits; the app is built meanwhile.
  const build = onEmbeddedCloud ? startBuild(name, { ...options, env }, ended.signal) : undefined;
  try {
    const result = await apply().catch(async (error: unknown) => {
      await live.watchAfterFailure();
      throw error;
    });
    await watchLive(live, name, options, result);
    return { result, ...(await shipApplied(name, options, result, { build, before: live.opened })) };
  } finally {
    ended.abort();
  }
}

/** What a health check that was put back left is noted as well: all else was applied. */
async function watchLive(
  live: LiveInspection,
  name: string,
  options: ShipOptions,
  { described }: DeployResult,
): Promise<void> {
  try {
    await live.watch();
  } catch (error) {
    const { store } = await worldOf(options).open(name, options);
    await rememberApplied(store, withHealthChecksOf(await readApplied(store), described));
    throw error;
  }
}

/**
 * The first release needs to know which files the app is made of, and only git does. Found out before Terraform works
 * for minutes.
 *
 * @throws Failure `usage` where the deploy would end with that
 */
async function assertAppKnown(name: string, options: ShipOptions): Promise<void> {
  const { workspace } = options;
  const { isRepository, synthesize, open } = worldOf(options);
  if (await isRepository(workspace)) return;
  const { environment } = await synthesize(name, { workspace });
  if (environment.tier !== 'disposable') return;
  const live = await open(name, options)
    .then(({ store }) => new Ledger(name, store).live())
    .catch(() => undefined);
  if (live) return;
  throw new Failure(
    'usage',
    `This folder is not a git repository, and git is what tells which files belong to the app. Nothing was deployed.\nMake it one: git init && git add --all && git commit --message 'The workspace'`,
  );
}

async function shipApplied(
  name: string,
  options: DeployVerbOptions,
  { described }: DeployResult,
  { build, before }: { readonly build: EarlyBuild | undefined; readonly before?: ReleasableEnvironment },
): Promise<Shipped> {
  const { output } = options;
  const open = await worldOf(options).open(name, options, undefined, before);
  await rememberApplied(open.store, described);
  if (await new Ledger(name, open.store).live()) {
    return configReleaseVerb(name, 'infra', { ...options, json: false }, open);
  }
  const releasesFirstItself = described.settings.tier === 'disposable' && build !== undefined;
  if (!releasesFirstItself) {
    output.note(`Nothing is released to "${name}" yet. First: ${npxSlipway('release', name)}`);
    return shipped(undefined);
  }
  await build.built();
  return firstRelease(name, options, open);
}

/** Builds the app, unless the registry has its image already. A failure is told to whoever asks for the result. */
function startBuild(name: string, options: ShipOptions, signal: AbortSignal): EarlyBuild {
  const running = buildUnlessKnown(name, options, signal);
  running.catch(() => undefined);
  return { built: () => running };
}

async function buildUnlessKnown(name: string, options: ShipOptions, signal: AbortSignal): Promise<void> {
  const { workspace } = options;
  const { open, imageState, buildAhead } = worldOf(options);
  // Before the first deploy there is neither a registry nor the cloud that it is in.
  const known = await open(name, options)
    .then((opened) => imageState(opened, workspace))
    .catch(() => undefined);
  if (!known?.digest && !signal.aborted) await buildAhead(name, { ...options, signal });
}

async function firstRelease(
  name: string,
  options: ShipOptions,
  before: ReleasableEnvironment,
): Promise<Shipped> {
  const { workspace, output } = options;
  const { open: openForRelease, appImage, describeCommit } = worldOf(options);
  return withInterrupts(options, async (stop) => {
    const open = await openForRelease(name, options, stop.signal, before);
    const { environment, ports } = open;
    const { digest } = await appImage(open, { ...options, signal: stop.signal });
    const commit = await describeCommit(workspace, 'HEAD');
    show(await releasePreview(open, commit, options), output);
    return shipped(
      await conduct(open, { ...options, stop, json: false }, (tell) =>
        release(
          { environment, reason: 'push', images: imageForAll(environment, digest), commit },
          ports,
          tell,
        ),
      ),
    );
  });
}
