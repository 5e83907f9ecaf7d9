import type { TerminalOptions } from './terminal-options';
import type { ShipWorld } from './world';

/** What every verb of this tool takes. */
export interface ShipOptions extends TerminalOptions {
  /** @default the real one */
  readonly world?: ShipWorld;
}
