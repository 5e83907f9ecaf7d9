import type { Output } from '@slipway/tool-terminal';

/** An output whose results go where notes go, so that standard output is left to the JSON. */
export function notesOnly(output: Output): Output {
  return { ...output, result: (text) => output.note(text) };
}
