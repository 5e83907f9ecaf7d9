import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWords } from './words';

describe('readWords', () => {
  let workspace: string;
  beforeAll(() => {
    workspace = mkdtempSync(join(tmpdir(), 'words-'));
    for (const project of ['tools/plan', 'tools/deploy', 'libs/core']) {
      mkdirSync(join(workspace, project, 'src'), { recursive: true });
    }
  });
  afterAll(() => rmSync(workspace, { recursive: true }));

  const read = (...args: string[]) => readWords(workspace, args, () => ['libs/core', 'tools/plan']);
  const names = (...args: string[]) => read(...args).targets.map(({ name }) => name);

  it('measures what is named, or all', () => {
    expect(names('tools/plan/src')).toEqual(['tools/plan/src']);
    expect(names()).toEqual(['libs/core', 'tools/plan']);
  });

  it('uses both cores, and nothing else unless asked', () => {
    const { targets: _, ...rest } = read('tools/plan');
    expect(rest).toEqual({ concurrency: 2, also: [], static: false, force: false, keep: false, json: false });
  });

  it('takes every option', () => {
    const flags = ['--static', '--force', '--keep', '--json', '--concurrency', '1'];
    const also = ['--also', 'tools/deploy/src', '--also', 'libs/core'];
    const { targets: _, ...rest } = read('tools/plan', ...flags, ...also);
    expect(rest).toEqual({
      concurrency: 1,
      also: ['tools/deploy', 'libs/core'],
      static: true,
      force: true,
      keep: true,
      json: true,
    });
  });

  it.each([
    [['tools/plan', 'libs/core'], /^One folder at a time\.\n\nnpm run mutants \[folder/],
    [['tools/plan', '--oops'], /Unknown option '--oops'[^]*--concurrency <n>/],
    [['tools/plan', '--json=no'], /--json/],
    [['tools/plan', '--concurrency', '0'], /--concurrency is 0; it is a whole number from 1/],
    [['tools/plan', '--concurrency', '1.5'], /--concurrency is 1\.5;/],
    [['tools/plan', '--concurrency', 'two'], /--concurrency is two;/],
    [['tools/plan', '--also', 'tools/deplo'], /tools\/deplo is not a folder/],
  ])('refuses %j', (args, message) => {
    expect(() => read(...args)).toThrow(expect.objectContaining({ kind: 'usage' }));
    expect(() => read(...args)).toThrow(message);
  });
});
