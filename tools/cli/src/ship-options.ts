import { signalInterrupts, terminalPrompt } from '@slipway/tool-terminal';
import type { ShipOptions } from '@slipway/tool-ship';
import type { Context } from './verb';

interface Asked {
  readonly embedded?: boolean;
  readonly json?: boolean;
  readonly yes?: boolean;
}

/** The person at this terminal, for the verbs that release. */
export function shipOptions({ embedded, json, yes }: Asked, { workspace, output }: Context): ShipOptions {
  return {
    workspace,
    output,
    embedded,
    json,
    yes,
    prompt: terminalPrompt(),
    interrupts: signalInterrupts(),
  };
}
