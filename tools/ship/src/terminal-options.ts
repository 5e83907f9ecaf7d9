import type { VerbOptions } from '@slipway/tool-deploy';
import type { Interrupts, Output, Prompt } from '@slipway/tool-terminal';

/** The person at the terminal, and what was asked for there. */
export interface TerminalOptions extends Pick<VerbOptions, 'workspace' | 'embedded' | 'env'> {
  readonly output: Output;
  readonly prompt: Prompt;
  /** Ctrl-C and its kin. */
  readonly interrupts: Interrupts;
  /** Only the finished record, as JSON, on standard output. @default false */
  readonly json?: boolean;
  /** Do not ask. @default false */
  readonly yes?: boolean;
}
