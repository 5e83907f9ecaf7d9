import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root';
import { COMMAND, inWords, isFault, isOpen, nameOf, PAGE, rowsOf, withTable, type Figures } from './page';
import { liveRows, type LiveRow } from './rows';

const page = readFileSync(join(ROOT, PAGE), 'utf8');
const FIGURES: Figures = {
  arrives: 'deploy',
  requests: '1,234',
  failed: '0',
  said: 'stops: It stops for a | minute.',
  measured: '2026-11-28',
};
const TEMPLATE = `# Page\n\n${page.split('\n').find((line) => line.startsWith('| setting'))}\n| --- |\n\nEnd.\n`;

function row(more: Partial<LiveRow>): LiveRow {
  const [any] = liveRows();
  return { ...any!, ...more };
}

describe('the kept page', () => {
  const kept = rowsOf(page);
  const names = liveRows().map(nameOf);

  test('has a row for every change, and no other', () => {
    const missing = names.filter((name) => !kept.has(name));
    const gone = [...kept.keys()].filter((name) => !names.includes(name));
    const todo = `${PAGE} is not up to date. Run: ${COMMAND} -- ${[...new Set([...missing, ...gone].map(settingIn))].join(' ')}`;
    expect(missing.length + gone.length > 0 ? [todo, ...missing, ...gone] : []).toEqual([]);
  });

  test('has no failed request that the deploy did not announce', () => {
    expect([...kept].filter(([, figures]) => isFault(figures))).toEqual([]);
  });

  test('has figures in each row', () => {
    const open = names.filter((name) => isOpen(kept.get(name)));
    expect(open.length > 0 ? [`Run: ${COMMAND}`, ...open] : []).toEqual([]);
  });

  test('has a date and requests wherever something was measured', () => {
    const measured = [...kept.values()].filter(({ measured: date }) => date !== '');
    for (const { measured: date, requests, arrives } of measured) {
      expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(Number(requests.replaceAll(',', ''))).toBeGreaterThan(20);
      expect(arrives).not.toBe('');
    }
  });
});

/** The setting that a row's name begins with. */
function settingIn(name: string): string {
  return /`([^`]+)`/.exec(name)?.[1] ?? name;
}

test.each<[string, Partial<Figures>, boolean, boolean]>([
  ['no failure', { said: '' }, false, false],
  ['failures that were announced', { failed: '1,200' }, false, false],
  ['failures without a word', { failed: '3', said: '' }, true, true],
  ['failures with words of something else', { failed: '3', said: 'at once: It holds.' }, true, true],
  ['a deploy that failed as announced', { failed: '0; the deploy failed' }, true, true],
  ['nothing measured', { arrives: '', requests: '', failed: '', said: '', measured: '' }, false, true],
])('%s', (_, more, fault, open) => {
  const figures = { ...FIGURES, ...more };
  expect([isFault(figures), isOpen(figures)]).toEqual([fault, open]);
});

test('a row that the page lacks is open', () => {
  expect(isOpen(undefined)).toBe(true);
});

test('what is written is read again', () => {
  const rows = [row({}), row({ base: 'production' }), row({ change: '`1` → `a|b`' })];
  const kept = new Map(rows.slice(1).map((one) => [nameOf(one), FIGURES]));
  const written = withTable(TEMPLATE, rows, kept);
  const read = rowsOf(written);
  expect([...read.keys()]).toEqual(rows.map(nameOf));
  expect(read.get(nameOf(rows[0]!))).toEqual({
    arrives: '',
    requests: '',
    failed: '',
    said: '',
    measured: '',
  });
  expect(read.get(nameOf(rows[2]!))).toEqual(FIGURES);
  expect(withTable(written, rows, read)).toBe(written);
  expect(written).toMatch(/^# Page\n[\s\S]*\n\nEnd\.\n$/);
});

test('rows that are no longer there go', () => {
  const rows = [row({}), row({ base: 'production' })];
  const written = withTable(withTable(TEMPLATE, rows, new Map()), [rows[1]!], new Map());
  expect([...rowsOf(written).keys()]).toEqual([nameOf(rows[1]!)]);
});

test('a page without the table is not written', () => {
  expect(() => rowsOf('# Page\n')).toThrow(`${PAGE} has no table`);
});

test('on a terminal a row is named without the marks of a table', () => {
  const row = { setting: 'network.nat', change: "default → `'one'`" } as const;
  expect(inWords({ ...row, base: 'staging' })).toBe("network.nat: default → 'one'");
  expect(inWords({ ...row, base: 'production' })).toBe("network.nat: default → 'one' (production)");
});
