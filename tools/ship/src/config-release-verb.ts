import { configRelease, Ledger } from '@slipway/tool-release';
import { conduct } from './conduct';
import { withInterrupts } from './interrupt-signal';
import type { ShipOptions } from './options';
import { openForRelease } from './releasable-environment';
import { releasePreview, show } from './release-preview';
import { shipped, type Shipped } from './release-verb';

/** Ships changed parameters or a changed template with the image that is live, if anything is and has changed. */
export function configReleaseVerb(
  name: string,
  reason: 'config' | 'infra',
  options: ShipOptions,
): Promise<Shipped> {
  return withInterrupts(
    options.interrupts,
    (text) => options.output.note(text),
    async (stop) => {
      const open = await openForRelease(name, options, stop.signal);
      const live = await new Ledger(name, open.store).live();
      const preview = await releasePreview(open, live?.commit, options.root);
      const changes = preview.config.length + preview.newTemplates.length > 0;
      if (live && changes && !options.json) show(preview, options.output);
      return shipped(
        await conduct(open, { ...options, stop }, (tell) =>
          configRelease(open.environment, reason, open.ports, tell),
        ),
      );
    },
  );
}
