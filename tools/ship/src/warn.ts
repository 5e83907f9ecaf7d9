import { environmentWarnings } from '@slipway/core';
import { type Output, palette } from '@slipway/tool-terminal';

/** What the environment's file allows but deserves a word before something is released there. */
export function warn(environment: Parameters<typeof environmentWarnings>[0], output: Output): void {
  const { yellow } = palette(output);
  for (const warning of environmentWarnings(environment)) output.note(yellow(`! ${warning}`));
}
