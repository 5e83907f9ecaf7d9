import { settle } from '@slipway/tool-release';
import type { Output } from '@slipway/tool-terminal';
import type { ReleasableEnvironment } from './releasable-environment';

/** Brings a release whose run is gone to its end before anybody is shown what is live, and says so. */
export async function settleFirst(
  { environment, ports }: ReleasableEnvironment,
  output: Pick<Output, 'note'>,
): Promise<void> {
  await settle(environment, ports, (event) => {
    if (event.type === 'note') output.note(event.text);
  });
}
