import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunRecord } from './run-record';

let directory: string;
let notes: string[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'slipway-run-'));
  notes = [];
});
afterEach(() => rmSync(directory, { recursive: true }));

const file = () => join(directory, 'work/staging.run.json');
const take = () => RunRecord.take(file(), 'staging', 'deploy', (text) => notes.push(text));

/** The id of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('exit', resolve));
  return child.pid!;
}

function leave(run: object): void {
  writeFileSync(file(), JSON.stringify({ verb: 'deploy', since: '2026-11-23T20:03:19.673Z', ...run }));
}

describe('RunRecord', () => {
  it('lets one run at a time work', async () => {
    const record = await take();

    await expect(take()).rejects.toMatchObject({
      kind: 'locked',
      message: expect.stringMatching(
        /works on "staging"[\s\S]*slipway deploy staging, process \d+\n {2}since/,
      ),
    });
    record.release();
    expect(existsSync(file())).toBe(false);
    const next = await take();
    expect(next.afterKilled).toBeUndefined();
    next.release();
  });

  it('knows that the run before was killed', async () => {
    (await take()).release();
    const pid = await deadPid();
    leave({ pid });

    const record = await take();
    expect(record.afterKilled).toMatchObject({ pid });
    record.release();
  });

  it('knows that the Terraform of the run before was killed, though its process goes on', async () => {
    const before = await take();
    before.terraformKilled();

    const record = await take();
    expect(record.afterKilled).toMatchObject({ killed: true });
    record.release();
  });

  it('waits until the Terraform of a killed run has stopped', async () => {
    (await take()).release();
    const terraform = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 1500)']);
    leave({ pid: await deadPid(), terraform: terraform.pid });
    const ended = new Promise((resolve) => terraform.once('exit', resolve));

    const record = await take();
    await expect(Promise.race([ended, Promise.resolve('still runs')])).resolves.not.toBe('still runs');
    expect(notes).toEqual([expect.stringContaining(`waiting for its Terraform (process ${terraform.pid})`)]);
    record.release();
  });

  it('is not kept from working by a record that cannot be read', async () => {
    (await take()).release();
    writeFileSync(file(), '{"pid":');

    (await take()).release();
  });
});
