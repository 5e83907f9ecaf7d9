import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

  it('says who works there since when, and what to do', async () => {
    const record = await take();
    leave({ pid: process.pid, verb: 'destroy' });

    await expect(take()).rejects.toThrow(
      new Error(`Another run on this machine works on "staging". Nothing was changed.
  what   slipway destroy staging, process ${process.pid}
  since  2026-11-23T20:03:19Z
Wait until it has ended, or stop it with Ctrl-C where it runs.`),
    );
    record.release();
  });

  it('tells the next run which process looks after Terraform, and that it was killed', async () => {
    const record = await take();
    expect(record.verb).toBe('deploy');
    record.terraformStarted(4711);
    const kept = () => JSON.parse(readFileSync(file(), 'utf8')) as object;
    const run = { pid: process.pid, verb: 'deploy', since: expect.stringMatching(/Z$/), terraform: 4711 };

    expect(kept()).toEqual(run);
    record.terraformKilled();
    expect(kept()).toEqual({ ...run, killed: true });
  });

  it('waits for nobody where the Terraform of a killed run has ended', async () => {
    (await take()).release();
    leave({ pid: await deadPid(), terraform: await deadPid() });

    (await take()).release();
    expect(notes).toEqual([]);
  });

  it('is given back once; what it cannot write it says', async () => {
    const record = await take();
    record.release();
    expect(() => record.release()).not.toThrow();
    const tooLong = join(directory, 'x'.repeat(300));

    await expect(RunRecord.take(tooLong, 'staging', 'deploy', () => undefined)).rejects.toThrow(
      'ENAMETOOLONG',
    );
  });
});
