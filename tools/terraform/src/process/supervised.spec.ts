import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { abortInterrupts, type Interrupts } from '@slipway/tool-terminal';
import { supervised } from './supervised';

const REPOSITORY = join(__dirname, '../../../..');
const FAKE = join(REPOSITORY, 'tools/terraform/fixtures/fake-terraform.mjs');
const SUPERVISOR = join(REPOSITORY, 'tools/terraform/bin/supervise.mjs');

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'slipway-supervised-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const journal = () => {
  const file = join(directory, 'journal');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
};
const rawLog = () => readFileSync(join(directory, 'log'), 'utf8');

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 10_000; !condition(); await sleep(20)) {
    if (Date.now() > deadline) throw new Error(`it did not happen; the journal says ${journal().join(', ')}`);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function run(interrupts: Interrupts, more: { abandon?: AbortSignal; binary?: string; args?: string[] } = {}) {
  const lines: string[] = [];
  const notes: string[] = [];
  let pid = 0;
  const result = supervised({
    binary: process.execPath,
    args: [FAKE, join(directory, 'journal')],
    cwd: directory,
    env: process.env,
    log: join(directory, 'log'),
    onLine: (line) => lines.push(line),
    onStart: (started) => (pid = started),
    interrupts,
    note: (text) => notes.push(text),
    ...more,
  });
  return { result, lines, notes, supervisor: () => pid };
}

/** Requests to stop by hand. */
function button() {
  const listeners = new Set<() => void>();
  const interrupts: Interrupts = {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return { interrupts, listeners, press: () => listeners.forEach((listener) => listener()) };
}

describe('supervised', () => {
  it('interrupts once and waits until Terraform has saved', async () => {
    const { interrupts, press, listeners } = button();
    const { result, lines, notes } = run(interrupts);
    await until(() => journal().length > 0);
    press();

    await expect(result).resolves.toEqual({ code: 1, interrupted: true, forced: false, stderr: '' });
    expect(journal().slice(1)).toEqual(['interrupted', 'saved']);
    expect(lines).toEqual(['working', expect.stringContaining('Interrupt received'), 'last words']);
    expect(rawLog().trim().split('\n')).toEqual(lines);
    expect(notes).toEqual([expect.stringContaining('releases its lock')]);
    expect(listeners.size).toBe(0);
  });

  it('warns at the second request and forces Terraform at the third', async () => {
    const { interrupts, press } = button();
    const { result, notes } = run(interrupts);
    await until(() => journal().length > 0);
    press();
    press();
    await until(() => journal().includes('interrupted'));
    expect(journal().slice(1)).toEqual(['interrupted']);
    press();

    await expect(result).resolves.toMatchObject({ interrupted: true, forced: true });
    expect(journal().slice(1)).toEqual(['interrupted', 'interrupted']);
    expect(notes).toEqual([
      expect.stringContaining('releases its lock'),
      expect.stringContaining('once more makes Terraform exit at once'),
      'Told Terraform to exit at once.',
    ]);
  });

  it('lets Terraform finish when whoever started it is killed, and keeps its last words', async () => {
    const script = `
      const { spawn } = require('node:child_process');
      const args = ${JSON.stringify([SUPERVISOR, join(directory, 'log'), process.execPath, FAKE, join(directory, 'journal')])};
      spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
      setInterval(() => {}, 1000);`;
    const caller = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
    await until(() => journal().length > 0);
    const terraform = Number(journal()[0]?.split(' ')[1]);
    caller.kill('SIGKILL');

    await until(() => journal().includes('saved') && !isAlive(terraform));
    expect(journal().slice(1)).toEqual(['interrupted', 'saved']);
    await until(() => rawLog().includes('last words'));
  });

  it('keeps Terraform out of the group that a terminal interrupts, and counts every signal as one', async () => {
    const { result, supervisor } = run(abortInterrupts(new AbortController().signal));
    await until(() => journal().length > 0);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(supervisor(), signal);

    await expect(result).resolves.toMatchObject({ code: 1, interrupted: false });
    expect(journal().slice(1)).toEqual(['interrupted', 'saved']);
  });

  it('ends Terraform at once when its state is worthless', async () => {
    const abandon = new AbortController();
    const { result } = run(button().interrupts, { abandon: abandon.signal });
    await until(() => journal().length > 0);
    abandon.abort();

    await expect(result).resolves.toMatchObject({ code: 137 });
    expect(journal()).toHaveLength(1);
  });

  it('tells what keeps a program from starting', async () => {
    const { result } = run(button().interrupts, { binary: join(directory, 'nowhere') });

    await expect(result).resolves.toMatchObject({ code: 1, stderr: expect.stringContaining('ENOENT') });
  });

  it('passes an exit code on', async () => {
    const exit = join(directory, 'exit.mjs');
    writeFileSync(exit, 'process.exit(2)');

    await expect(run(button().interrupts, { args: [exit] }).result).resolves.toMatchObject({ code: 2 });
  });
});
