import {
  deploy,
  embeddedCloud,
  flagsOf,
  openEnvironment,
  targetCloud,
  type DeployOptions,
  type DeployResult,
} from '@slipway/tool-deploy';
import { buildApp } from '@slipway/tool-image';
import { gitCommits, imageForAll, Ledger, release } from '@slipway/tool-release';
import { describedResources, rememberApplied } from './applied';
import { conduct } from './conduct';
import { configReleaseVerb } from './config-release-verb';
import { appImage, imageState } from './image';
import { withInterrupts } from './interrupt-signal';
import type { ShipOptions } from './options';
import { openForRelease } from './releasable-environment';
import { releasePreview, show } from './release-preview';
import { shipped, type Shipped } from './release-verb';

export type DeployVerbOptions = ShipOptions & Pick<DeployOptions, 'dryRun' | 'allowDestroy'>;

export interface Deployed extends Shipped {
  readonly result: DeployResult;
}

/**
 * `slipway deploy`: applies the environment's file and then ships what that left for a release to ship. Where nothing
 * was released yet, a disposable environment gets the app of this workspace, so that the first deploy ends with a page;
 * any other waits for what its pipeline pushes.
 */
export async function deployVerb(name: string, options: DeployVerbOptions): Promise<Deployed> {
  const { root, output, env = process.env, dryRun = false } = options;
  const embedded = targetCloud(name, { root, env, embedded: options.embedded }) === 'embedded';
  const ended = new AbortController();
  // Terraform mostly waits; the app is built meanwhile.
  const building =
    embedded && !dryRun ? quietly(buildAhead(name, { ...options, env }, ended.signal)) : undefined;
  try {
    const cloud = embeddedCloud(root, env, (text) => output.note(text));
    const result = await deploy(name, { ...options, output, cloud });
    if (dryRun) return { result, ...shipped(undefined) };
    return { result, ...(await shipApplied(name, options, building)) };
  } finally {
    ended.abort();
  }
}

/** @param building the build that a first release waits for; `undefined` where none is made from here */
async function shipApplied(
  name: string,
  options: DeployVerbOptions,
  building: (() => Promise<void>) | undefined,
): Promise<Shipped> {
  const { root, output } = options;
  const { environment, store } = await openForRelease(name, options);
  await rememberApplied(store, await describedResources(name, root));
  if (await new Ledger(name, store).live()) {
    return configReleaseVerb(name, 'infra', { ...options, json: false });
  }
  if (environment.tier !== 'disposable' || !building) {
    const line = ['release', name, ...flagsOf(options)].join(' ');
    output.note(`Nothing is released to "${name}" yet. First: npx slipway ${line}`);
    return shipped(undefined);
  }
  await building();
  return firstRelease(name, options);
}

/** Builds the app, unless the registry has its image already. */
async function buildAhead(name: string, options: ShipOptions, signal: AbortSignal): Promise<void> {
  const { root, env } = options;
  // Before the first deploy there is neither a registry nor the cloud that it is in.
  const known = await openEnvironment(name, options)
    .then((open) => imageState(open, root))
    .catch(() => undefined);
  if (!known?.digest && !signal.aborted) await buildApp({ root, env, signal });
}

async function firstRelease(name: string, options: ShipOptions): Promise<Shipped> {
  const { root, output } = options;
  return withInterrupts(
    options.interrupts,
    (text) => output.note(text),
    async (stop) => {
      const open = await openForRelease(name, options, stop.signal);
      const { environment, ports } = open;
      const { digest } = await appImage(open, { ...options, signal: stop.signal });
      const commit = await gitCommits(root).describe('HEAD');
      show(await releasePreview(open, commit, root), output);
      return shipped(
        await conduct(open, { ...options, stop, json: false }, (tell) =>
          release(
            { environment, reason: 'push', images: imageForAll(environment, digest), commit },
            ports,
            tell,
          ),
        ),
      );
    },
  );
}

/** Work whose failure is only told to whoever wants the result. */
function quietly<T>(work: Promise<T>): () => Promise<T> {
  work.catch(() => undefined);
  return () => work;
}
