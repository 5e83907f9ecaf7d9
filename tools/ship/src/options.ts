import type { Prompt, VerbOptions } from '@slipway/tool-deploy';
import type { Interrupts, Output } from '@slipway/tool-terraform';

/** What every verb of this tool takes. */
export interface ShipOptions extends Pick<VerbOptions, 'root' | 'embedded' | 'env'> {
  readonly output: Output;
  readonly prompt: Prompt;
  /** Ctrl-C and its kin. */
  readonly interrupts: Interrupts;
  /** Only the finished record, as JSON, on standard output. @default false */
  readonly json?: boolean;
  /** Do not ask. @default false */
  readonly yes?: boolean;
}
