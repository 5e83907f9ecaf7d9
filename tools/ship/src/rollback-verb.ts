import {
  assertConfigFixed,
  Ledger,
  plainText,
  previewRollback,
  readConfig,
  readHold,
  rollback,
  rollbackTarget,
  type RollbackPreview,
} from '@slipway/tool-release';
import { confirm, npxSlipway, type Output } from '@slipway/tool-terminal';
import { assertLineAnswerable } from './consent';
import { conduct } from './conduct';
import { withInterrupts } from './interrupt-signal';
import type { ShipOptions } from './options';
import type { ReleasableEnvironment } from './releasable-environment';
import { show } from './release-preview';
import { shipped, type Shipped } from './release-verb';
import { settleFirst } from './settle-first';
import { worldOf } from './world';

export interface RollbackVerbOptions extends ShipOptions {
  /** 12 for v12. @default the last one with another image that was live before */
  readonly version?: number;
  /** The secrets of that release come back, too. @default false */
  readonly withConfig?: boolean;
  /** Show the preview and stop. @default false */
  readonly dryRun?: boolean;
}

/** `slipway rollback`: shows what would come back and what that may break, asks, and brings it back under a hold. */
export function rollbackVerb(
  name: string,
  options: RollbackVerbOptions,
): Promise<Shipped & { readonly preview: RollbackPreview }> {
  const { version, output, json, dryRun = false, withConfig = false } = options;
  return withInterrupts(options, async (stop) => {
    const open = await worldOf(options).open(name, options, stop.signal);
    const { environment, store, ports } = open;
    if (!dryRun) {
      assertLineAnswerable(
        environment,
        ['rollback', name, version ? `v${version}` : '', withConfig ? '--with-config' : ''],
        options,
      );
      await settleFirst(open, output);
    }
    const ledger = new Ledger(name, store);
    const { live, target } = await rollbackTarget(ledger, version);
    if (withConfig) assertConfigFixed(target);
    const preview = previewRollback({
      target,
      live,
      commits: await worldOf(options).commitsBetween(options.workspace, target.commit, live.commit),
      ledger: await ledger.list(),
      config: await readConfig(open),
      withConfig,
    });
    if (!json) show(preview, output);
    if (dryRun) return { ...shipped(undefined), preview };
    await confirm(environment, { text: `Roll "${name}" back to v${target.version}?` }, options);
    const record = await conduct(open, { ...options, stop }, (tell) =>
      rollback(environment, target.version, ports, tell, { withConfig }),
    );
    if (record.state !== 'live' && !json) await tellHold(open, output);
    return { ...shipped(record), preview };
  });
}

/** The hold of a rollback stays when it fails: the next push would not be what somebody who rolls back waits for. */
async function tellHold(
  { environment: { name }, store }: ReleasableEnvironment,
  output: Output,
): Promise<void> {
  const hold = await readHold(store);
  if (!hold) return;
  output.note(
    `"${name}" is held (${plainText(hold.why, 100)}): pushes and promotions wait. To lift that: ${npxSlipway('unhold', name)}`,
  );
}
