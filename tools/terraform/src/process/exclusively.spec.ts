import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exclusively } from './exclusively';

let file: string;
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'slipway-exclusively-')), 'lock');
});
afterEach(() => rmSync(join(file, '..'), { recursive: true }));

describe('exclusively', () => {
  it('lets one after the other', async () => {
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} begins`);
      await sleep(50);
      seen.push(`${name} ends`);
    };
    await Promise.all([exclusively(file, work('a')), exclusively(file, work('b'))]);

    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    expect(existsSync(file)).toBe(false);
  });

  it('goes on after work that failed', async () => {
    await expect(exclusively(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(exclusively(file, () => Promise.resolve('yes'))).resolves.toBe('yes');
  });

  it('does not wait for a process that is gone', async () => {
    const gone = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => gone.once('exit', resolve));
    writeFileSync(file, String(gone.pid));

    await expect(exclusively(file, () => Promise.resolve('yes'))).resolves.toBe('yes');
  });
});
