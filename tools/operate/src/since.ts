import { Failure } from '@slipway/tool-terminal';

const UNIT_MS: { readonly [unit: string]: number } = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A day, and perhaps a time with a `T` or a blank before it, as log lines have it, and perhaps a zone. */
const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?) ?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * The moment that `15m`, `2h`, `1d` or a point in time such as `2026-11-25T10:00Z` means, in milliseconds. A time without
 * a zone is UTC, as the times of log lines are: it means the same on every machine.
 *
 * @throws Failure `usage`
 */
export function parseSince(text: string, now: number): number {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (count !== undefined) return now - Number(count) * (UNIT_MS[unit] ?? 0);
  const [, day, clock = '00:00', zone = 'Z'] = MOMENT.exec(text) ?? [];
  const time = day === undefined ? NaN : Date.parse(`${day}T${clock}${withColon(zone.toUpperCase())}`);
  if (!Number.isNaN(time)) return time;
  throw new Failure(
    'usage',
    `"${text}" is not a time. Write how long ago, such as 30s, 15m, 2h or 1d, or when, such as 2026-11-25T10:00Z (UTC).`,
  );
}

/** `+0100` is how logs write it, and none that Node is bound to read. */
function withColon(zone: string): string {
  return zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
}
