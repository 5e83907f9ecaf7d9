import {
  Ledger,
  notApplied,
  notAppliedLines,
  previewRelease,
  readApplied,
  readConfig,
  readTemplates,
  renderPreview,
  type Commit,
  type Preview,
  type ReleasePreview,
} from '@slipway/tool-release';
import { SynthError } from '@slipway/tool-synth';
import { npxSlipway, type Output } from '@slipway/tool-terminal';
import { LOCAL_CHANGES } from './history';
import type { ShipOptions } from './options';
import type { ReleasableEnvironment } from './releasable-environment';
import { worldOf } from './world';

/** What a release of this commit would change: commits, variables, settings. */
export async function releasePreview(
  open: Pick<ReleasableEnvironment, 'environment' | 'clients' | 'store'>,
  commit: Commit | undefined,
  options: Pick<ShipOptions, 'workspace' | 'world'>,
  undeployed = notDeployed(open, options),
): Promise<ReleasePreview> {
  const { environment, clients, store } = open;
  const [live, left] = await Promise.all([new Ledger(environment.name, store).live(), undeployed]);
  const [commits, config, templates] = await Promise.all([
    worldOf(options).commitsBetween(options.workspace, live?.commit, commit),
    readConfig(open),
    readTemplates(clients, environment),
  ]);
  return previewRelease({
    environment: environment.name,
    live,
    commits: withLocalChanges(commits, commit),
    config,
    templates,
    notDeployed: left,
  });
}

/** Files that are not committed come along, also where no commit does. */
function withLocalChanges(
  commits: readonly Commit[] | undefined,
  commit: Commit | undefined,
): readonly Commit[] | undefined {
  if (!commit?.message.startsWith(LOCAL_CHANGES)) return commits;
  return [commit, ...(commits ?? []).filter(({ sha }) => sha !== commit.sha)];
}

/** What the workspace describes and the last deploy did not apply, in lines. That it cannot be told stops no release. */
export async function notDeployed(
  { environment: { name }, store }: Pick<ReleasableEnvironment, 'environment' | 'store'>,
  options: Pick<ShipOptions, 'workspace' | 'world'>,
): Promise<readonly string[]> {
  const applied = await readApplied(store);
  try {
    return notAppliedLines(notApplied(applied, await worldOf(options).describe(name, options.workspace)));
  } catch (error) {
    if (!(error instanceof SynthError)) throw error;
    return [`not known: this workspace cannot be synthesized; \`${npxSlipway('plan', name)}\` says why`];
  }
}

export function show(preview: Preview, output: Output): void {
  for (const line of renderPreview(preview, output)) output.note(line);
}
