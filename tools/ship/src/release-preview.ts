import {
  Ledger,
  previewRelease,
  readConfig,
  readTemplates,
  renderPreview,
  type Commit,
  type Preview,
  type ReleasePreview,
} from '@slipway/tool-release';
import type { Output } from '@slipway/tool-terminal';
import type { ShipOptions } from './options';
import type { ReleasableEnvironment } from './releasable-environment';
import { worldOf } from './world';

/** What a release of this commit would change: commits, variables, settings. */
export async function releasePreview(
  open: Pick<ReleasableEnvironment, 'environment' | 'clients' | 'store'>,
  commit: Commit | undefined,
  options: Pick<ShipOptions, 'workspace' | 'world'>,
): Promise<ReleasePreview> {
  const { environment, clients, store } = open;
  const live = await new Ledger(environment.name, store).live();
  const [commits, config, templates] = await Promise.all([
    worldOf(options).commitsBetween(options.workspace, live?.commit, commit),
    readConfig(open),
    readTemplates(clients, environment),
  ]);
  return previewRelease({ environment: environment.name, live, commits, config, templates });
}

export function show(preview: Preview, output: Output): void {
  for (const line of renderPreview(preview, output)) output.note(line);
}
