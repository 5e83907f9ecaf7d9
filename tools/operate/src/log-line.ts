import type { Palette } from '@slipway/tool-terminal';
import type { LogEvent } from './log-events';
import { shortId } from './names';

/** What fits on a screen; a program may write lines of a megabyte. */
const SHOWN_CHARACTERS = 4000;
/** `\t`, and the colours that programs print. */
const HARMLESS = /^(?:\t|\u{1B}\[[\d;]*m)$/u;

/** All other control characters are shown as a mark: a log must not steer a terminal. */
function tame(text: string): string {
  return text.replaceAll(/\u{1B}\[[\d;]*m|\p{Cc}/gu, (found) => (HARMLESS.test(found) ? found : '�'));
}

export interface LineStyle {
  readonly colors: Palette;
  /** Somebody reads it on a screen, where a line of a megabyte is of no use. */
  readonly cut: boolean;
}

/** `2026-11-25 10:15:00Z web/0123abcd  GET /`: the time can be given to `--since` as it stands. */
export function logLine({ at, service, taskId, message }: LogEvent, { colors, cut }: LineStyle): string {
  const text = tame(message);
  const shown =
    cut && text.length > SHOWN_CHARACTERS
      ? `${text.slice(0, SHOWN_CHARACTERS)}… (${text.length} characters; --json shows all)`
      : text;
  return `${colors.dim(`${at.slice(0, 19).replace('T', ' ')}Z ${service}/${shortId(taskId)}`)}  ${shown}`;
}
