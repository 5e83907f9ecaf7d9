import {
  assertSecrets,
  failureOf,
  heldFailure,
  imageForAll,
  readHold,
  release,
  type Commit,
  type ReleaseRecord,
} from '@slipway/tool-release';
import { Failure } from '@slipway/tool-terminal';
import { conduct } from './conduct';
import { withInterrupts } from './interrupt-signal';
import { LOCAL_CHANGES } from './history';
import type { ShipOptions } from './options';
import { notDeployed, releasePreview, show } from './release-preview';
import { warn } from './warn';
import { worldOf } from './world';

export interface ReleaseVerbOptions extends ShipOptions {
  /** Digest of an image that is in the registry. @default the app of this workspace */
  readonly image?: string;
  /** What the image was built from. @default the workspace's */
  readonly commit?: string;
  /** Release a commit that is older than the live one. @default false */
  readonly allowOlder?: boolean;
}

export interface Shipped {
  /** `undefined` when there was nothing to do. */
  readonly record: ReleaseRecord | undefined;
  readonly exitCode: number;
}

/** `slipway release`: builds the app unless the registry has it, shows what will change, releases it. */
export function releaseVerb(name: string, options: ReleaseVerbOptions): Promise<Shipped> {
  const { output, json } = options;
  return withInterrupts(options, async (stop) => {
    const open = await worldOf(options).open(name, options, stop.signal);
    const { environment, ports } = open;
    if (!json) warn(environment, output);
    // The release itself looks again; here it spares whoever waits a build.
    const hold = await readHold(open.store);
    if (hold) throw heldFailure(name, hold);
    const undeployed = json ? Promise.resolve([]) : notDeployed(open, options);
    const [digest, commit] = await Promise.all([
      options.image ??
        worldOf(options)
          .appImage(open, {
            ...options,
            signal: stop.signal,
            beforeBuild: () => assertSecrets(environment, open.ports),
          })
          .then((image) => image.digest),
      commitOf(options),
      undeployed,
    ]);
    if (!json) show(await releasePreview(open, commit, options, undeployed), output);
    const images = imageForAll(environment, digest);
    const record = await conduct(open, { ...options, stop }, (tell) =>
      release({ environment, reason: 'push', images, commit, allowOlder: options.allowOlder }, ports, tell),
    );
    return shipped(record);
  });
}

export function shipped(record: ReleaseRecord | undefined): Shipped {
  return { record, exitCode: (record && failureOf(record)?.exitCode) ?? 0 };
}

/** @throws Failure `usage` for a commit that this clone does not have */
async function commitOf(options: ReleaseVerbOptions): Promise<Commit | undefined> {
  const { workspace, commit, image } = options;
  const { describeCommit, hasLocalChanges } = worldOf(options);
  const described = await describeCommit(workspace, commit ?? 'HEAD');
  if (commit !== undefined && !described) {
    throw new Failure(
      'usage',
      `This clone has no commit "${commit}". Nothing was released. Get it with: git fetch`,
    );
  }
  const built = image === undefined;
  if (!described || !built || !(await hasLocalChanges(workspace))) return described;
  // First, so that no narrow column cuts it off.
  return { ...described, message: `${LOCAL_CHANGES}${described.message}` };
}
