import type { VerbOptions } from '@slipway/tool-deploy';
import type { Interrupts, Output, Prompt } from '@slipway/tool-terminal';

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
