import { configRelease } from '@slipway/tool-release';
import { conduct } from './conduct';
import { withInterrupts } from './interrupt-signal';
import type { ShipOptions } from './options';
import { openPlace } from './place';
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
    async (signal) => {
      const place = await openPlace(name, options, signal);
      return shipped(
        await conduct(place, options, (tell) => configRelease(place.environment, reason, place.ports, tell)),
      );
    },
  );
}
