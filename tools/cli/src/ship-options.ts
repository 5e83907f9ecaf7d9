import { terminalPrompt } from '@slipway/tool-deploy';
import type { ShipOptions } from '@slipway/tool-ship';
import { signalInterrupts } from '@slipway/tool-terraform';
import type { Context } from './verb';

interface Asked {
  readonly embedded?: boolean;
  readonly json?: boolean;
  readonly yes?: boolean;
}

/** The person at this terminal, for the verbs that release. */
export function shipOptions({ embedded, json, yes }: Asked, { root, output }: Context): ShipOptions {
  return {
    root,
    output,
    embedded,
    json,
    yes,
    prompt: terminalPrompt(),
    interrupts: signalInterrupts((text) => output.note(text)),
  };
}
