import {
  Ledger,
  notApplied,
  previewPromote,
  promotable,
  promote,
  readApplied,
  readConfigNames,
  type PromotePreview,
} from '@slipway/tool-release';
import { confirm, Failure, npxSlipway } from '@slipway/tool-terminal';
import { assertLineAnswerable } from './consent';
import { conduct } from './conduct';
import { withInterrupts } from './interrupt-signal';
import type { ShipOptions } from './options';
import { show } from './release-preview';
import { shipped, type Shipped } from './release-verb';
import { settleFirst } from './settle-first';
import { warn } from './warn';
import { worldOf } from './world';

export interface PromoteVerbOptions extends ShipOptions {
  /** Environment to take it from. */
  readonly source: string;
  /** 12 for v12. @default what is live there */
  readonly version?: number;
  /** Promote a commit that is older than the live one. @default false */
  readonly allowOlder?: boolean;
  /** Show the preview and stop. @default false */
  readonly dryRun?: boolean;
}

/** `slipway promote`: shows what the target would get, asks, and ships the very image that the source runs or ran. */
export async function promoteVerb(target: string, options: PromoteVerbOptions): Promise<Shipped & Previewed> {
  const { source, version, allowOlder, output, json, dryRun = false } = options;
  if (source === target) throw ontoItself(target);
  return withInterrupts(options, async (stop) => {
    const world = worldOf(options);
    const open = await world.open(target, options, stop.signal);
    const { environment, ports } = open;
    if (!json) warn(environment, output);
    if (!dryRun)
      assertLineAnswerable(
        environment,
        ['promote', target, version ? `v${version}` : '', `--from ${source}`],
        options,
      );
    if (!dryRun) await settleFirst(open, output);
    const from = await world.open(source, options);
    const ledgers = [new Ledger(source, from.store), new Ledger(target, open.store)] as const;
    const release = await promotable(ledgers[0], version);
    const [sourceLedger, targetLedger, sourceConfig, targetConfig, infrastructure] = await Promise.all([
      ledgers[0].list(),
      ledgers[1].list(),
      readConfigNames(from),
      readConfigNames(open),
      Promise.all([readApplied(open.store), world.describe(target, options.workspace)]).then((sides) => {
        const { settings, resources } = notApplied(...sides);
        return [...settings, ...resources];
      }),
    ]);
    const live = targetLedger.find(({ state }) => state === 'live');
    const preview = previewPromote({
      release,
      environment: target,
      live,
      commits: await world.commitsBetween(options.workspace, live?.commit, release.commit),
      sourceConfig,
      targetConfig,
      infrastructure,
      sourceLedger,
      targetLedger,
    });
    if (!json) show(preview, output);
    if (dryRun) return { ...shipped(undefined), preview };
    await confirm(
      environment,
      { text: `Promote v${release.version} of "${source}" to "${target}"?` },
      options,
    );
    const record = await conduct(open, { ...options, stop }, (tell) =>
      promote(
        { environment: source, store: from.store, version: release.version },
        environment,
        ports,
        tell,
        { allowOlder },
      ),
    );
    return { ...shipped(record), preview };
  });
}

function ontoItself(name: string): Failure {
  return new Failure(
    'usage',
    `"${name}" cannot be promoted to itself. Nothing was changed.\nAnother environment: ${npxSlipway('promote', name, '--from', '<environment>')}. What was live here before: ${npxSlipway('rollback', name)}`,
  );
}

export interface Previewed {
  readonly preview: PromotePreview;
}
