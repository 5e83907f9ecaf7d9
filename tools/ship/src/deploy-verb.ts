import {
  deploy,
  embeddedCloud,
  flagsOf,
  targetCloud,
  type DeployOptions,
  type DeployResult,
} from '@slipway/tool-deploy';
import { buildApp } from '@slipway/tool-image';
import { gitCommits, Ledger, release } from '@slipway/tool-release';
import { describedResources, rememberApplied } from './applied';
import { conduct } from './conduct';
import { configReleaseVerb } from './config-release-verb';
import { pushApp } from './image';
import { withInterrupts } from './interrupt-signal';
import type { ShipOptions } from './options';
import { openPlace } from './place';
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
  // Terraform mostly waits; the app is built meanwhile.
  const building = embedded && !dryRun ? quietly(buildApp({ root, env })) : undefined;
  const cloud = embeddedCloud(root, env, (text) => output.note(text));
  const result = await deploy(name, { ...options, output, cloud });
  if (dryRun) return { result, ...shipped(undefined) };

  const place = await openPlace(name, options);
  const { environment, store } = place;
  await rememberApplied(store, await describedResources(name, root));
  if (await new Ledger(name, store).live()) {
    return { result, ...(await configReleaseVerb(name, 'infra', { ...options, json: false })) };
  }
  if (environment.tier !== 'disposable' || !building) {
    const line = ['release', name, ...flagsOf(options)].join(' ');
    output.note(`Nothing is released to "${name}" yet. First: npx slipway ${line}`);
    return { result, ...shipped(undefined) };
  }
  return { result, ...(await firstRelease(name, await building(), options)) };
}

async function firstRelease(name: string, folder: string, options: ShipOptions): Promise<Shipped> {
  const { root, output } = options;
  return withInterrupts(
    options.interrupts,
    (text) => output.note(text),
    async (stop) => {
      const place = await openPlace(name, options, stop.signal);
      const { environment, ports } = place;
      const digest = await pushApp(folder, environment, root);
      const commit = await gitCommits(root).describe('HEAD');
      show(await releasePreview(place, commit, root), output);
      return shipped(
        await conduct(place, { ...options, stop, json: false }, (tell) =>
          release({ environment, reason: 'push', digest, commit }, ports, tell),
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
