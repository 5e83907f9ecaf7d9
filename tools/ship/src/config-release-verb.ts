import { configRelease, Ledger } from '@slipway/tool-release';
import { conduct } from './conduct';
import { withInterrupts } from './interrupt-signal';
import type { ShipOptions } from './options';
import type { ReleasableEnvironment } from './releasable-environment';
import { notDeployed, releasePreview, show } from './release-preview';
import { shipped, type Shipped } from './release-verb';
import { worldOf } from './world';

/**
 * Ships changed parameters or a changed template with the image that is live, if anything is and has changed.
 *
 * @param before the environment, opened a while ago. @default it is opened anew
 */
export function configReleaseVerb(
  name: string,
  reason: 'config' | 'infra',
  options: ShipOptions,
  before?: ReleasableEnvironment,
): Promise<Shipped> {
  return withInterrupts(options, async (stop) => {
    const open = await worldOf(options).open(name, options, stop.signal, before);
    const live = await new Ledger(name, open.store).live();
    // After a deploy there is nothing that it did not apply.
    const undeployed = reason === 'infra' ? Promise.resolve([]) : notDeployed(open, options);
    const preview = await releasePreview(open, live?.commit, options, undeployed);
    const changes = preview.config.length + preview.newTemplates.length > 0;
    if (live && changes && !options.json) show(preview, options.output);
    return shipped(
      await conduct(open, { ...options, stop }, (tell) =>
        configRelease(open.environment, reason, open.ports, tell),
      ),
    );
  });
}
