import { Failure } from '@slipway/tool-terminal';

const UNIT_MS: { readonly [unit: string]: number } = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * The moment that `15m`, `2h`, `1d` or a point in time such as `2026-11-25T10:00Z` means, in milliseconds.
 *
 * @throws Failure `usage`
 */
export function parseSince(text: string, now: number): number {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (count !== undefined) return now - Number(count) * (UNIT_MS[unit] ?? 0);
  const time = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(time)) return time;
  throw new Failure(
    'usage',
    `"${text}" is not a time. Write how long ago, such as 30s, 15m, 2h or 1d, or when, such as 2026-11-25T10:00Z.`,
  );
}
