import type { LiveRow } from './rows';

/** The page in which the table is kept, from the workspace on. */
export const PAGE = 'docs/guide/settings-live.md';

/** What writes it. */
export const COMMAND = 'npm run settings:live';

/** The cells of a row that was measured, without those that name it. */
export interface Figures {
  readonly arrives: string;
  readonly requests: string;
  readonly failed: string;
  readonly said: string;
  readonly measured: string;
}

/** Figures by the names of rows, as `nameOf` makes them. */
export type Kept = ReadonlyMap<string, Figures>;

const HEAD = [
  'setting',
  'change',
  'arrives with',
  'requests',
  'failed',
  'the deploy says beforehand',
  'measured',
];
const NONE: Figures = { arrives: '', requests: '', failed: '', said: '', measured: '' };

/** What names a row on the page. */
export function nameOf({ setting, change, base }: Pick<LiveRow, 'setting' | 'change' | 'base'>): string {
  return `| ${cell(`\`${setting}\``)} | ${cell(change)}${base === 'production' ? ' (production)' : ''} |`;
}

/** The same for a line on a terminal: `network.nat: default → 'none'`. */
export function inWords({ setting, change, base }: Pick<LiveRow, 'setting' | 'change' | 'base'>): string {
  return `${setting}: ${change.replaceAll('`', '')}${base === 'production' ? ' (production)' : ''}`;
}

/** Requests failed, or the deploy did, and nothing had been said: a fault, whatever the date. */
export function isFault({ failed, said }: Figures): boolean {
  return failed !== '' && failed !== '0' && !(/^\d[\d,]*$/.test(failed) && said.startsWith('stops: '));
}

/** There is something to measure: for the first time, or again. */
export function isOpen(figures: Figures | undefined): boolean {
  return figures === undefined || figures.measured === '' || isFault(figures);
}

/** The rows that a page has, measured or not. */
export function rowsOf(page: string): Kept {
  const { lines, start, end } = tableOf(page);
  return new Map(lines.slice(start, end).map(parsed));
}

/** The page with these rows and no others, each with what is known of it. */
export function withTable(page: string, rows: readonly LiveRow[], kept: Kept): string {
  const { lines, start, end } = tableOf(page);
  const table = rows.map((row) => line(nameOf(row), kept.get(nameOf(row)) ?? NONE));
  return [...lines.slice(0, start), ...table, ...lines.slice(end)].join('\n');
}

function line(name: string, { arrives, requests, failed, said, measured }: Figures): string {
  return `${name} ${[arrives, requests, failed, said, measured].map(cell).join(' | ')} |`;
}

function parsed(text: string): readonly [string, Figures] {
  const [setting = '', change = '', ...cells] = text
    .slice(2, -2)
    .split(/(?<!\\)\|/)
    .map((part) => part.trim());
  const [arrives = '', requests = '', failed = '', said = '', measured = ''] = cells.map((part) =>
    part.replaceAll('\\|', '|'),
  );
  return [`| ${setting} | ${change} |`, { arrives, requests, failed, said, measured }];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim();
}

/** Where the rows are. @throws {Error} if the page has no such table */
function tableOf(page: string) {
  const lines = page.split('\n');
  const head = lines.indexOf(`| ${HEAD.join(' | ')} |`);
  if (head < 0) throw new Error(`${PAGE} has no table with the columns ${HEAD.join(', ')}.`);
  const start = head + 2;
  const after = lines.findIndex((text, index) => index >= start && !text.startsWith('|'));
  return { lines, start, end: after < 0 ? lines.length : after };
}
