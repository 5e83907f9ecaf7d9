import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interleave, median } from './measure';

describe('median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});

describe('interleave', () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'bench-spec-'))));
  afterEach(() => rmSync(directory, { recursive: true }));

  const node = (script: string) => ({ line: [process.execPath, '-e', script], cwd: directory });
  const log = () => readFileSync(join(directory, 'log'), 'utf8');

  it('runs the commands in turn, with what comes before each', async () => {
    const append = (letter: string) => node(`require('node:fs').appendFileSync('log', '${letter}')`);
    const before = () => appendFileSync(join(directory, 'log'), '-');

    await interleave({ a: append('a'), b: { ...append('b'), before } }, 3);

    expect(log()).toBe('a-ba-ba-b');
  });

  it('times the whole process and keeps what it printed', async () => {
    const { a } = await interleave({ a: node(`setTimeout(() => console.log('done'), 300)`) }, 1);

    expect(a[0]?.seconds).toBeGreaterThan(0.3);
    expect(a[0]?.stdout).toBe('done\n');
  });

  it('sees the memory of child processes too', async () => {
    const large = `const { length } = Buffer.alloc(300e6, 1)`;
    const parent = `require('node:child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(large)}])`;

    const { a } = await interleave({ a: node(parent) }, 1);

    expect(a[0]?.peakMegabytes).toBeGreaterThan(300);
    expect(a[0]?.peakMegabytes).toBeLessThan(600);
  });

  it('stops at a command that fails, with what it said', async () => {
    await expect(interleave({ a: node(`throw new Error('broken')`) }, 1)).rejects.toThrow(
      /ended with 1:\n[^]*broken/,
    );
  });
});
