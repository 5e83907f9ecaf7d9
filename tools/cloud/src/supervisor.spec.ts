import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launch, signalGroup, terminate } from './supervisor';

const directory = mkdtempSync(join(tmpdir(), 'slipway-supervisor-'));
let log: string;

beforeEach(() => {
  log = join(directory, `${expect.getState().currentTestName?.replaceAll(' ', '-')}.log`);
});

afterAll(() => rmSync(directory, { recursive: true }));

/** Starts a Node program and waits until it has said that it is ready. */
async function start(program: string): Promise<number> {
  const child = launch({ command: process.execPath, args: ['-e', program], env: process.env, log });
  while (!readFileSync(log, 'utf8').includes('ready')) await sleep(20);
  return child.pid!;
}

const isGone = async () => false;
const FOR_EVER = 'setInterval(() => {}, 1000); console.log("ready");';

test('what it prints is kept', async () => {
  const pid = await start(`console.error("said"); ${FOR_EVER}`);
  await terminate(pid, isGone);
  expect(readFileSync(log, 'utf8')).toBe('said\nready\n');
});

test('it is asked to end before it is made to', async () => {
  const pid = await start(
    `process.on("SIGTERM", () => { console.log("goodbye"); process.exit(0); }); ${FOR_EVER}`,
  );
  await terminate(pid, isGone);
  expect(signalGroup(pid, 0)).toBe(false);
  expect(readFileSync(log, 'utf8')).toContain('goodbye');
});

test('it is made to end when it does not listen', async () => {
  const pid = await start(`process.on("SIGTERM", () => {}); ${FOR_EVER}`);
  await terminate(pid, isGone, 200);
  expect(signalGroup(pid, 0)).toBe(false);
});

test('its children end with it', async () => {
  const child = `process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("ready", process.pid)`;
  const pid = await start(
    `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" })`,
  );
  const childPid = Number(/ready (\d+)/.exec(readFileSync(log, 'utf8'))?.[1]);
  await terminate(pid, isGone, 200);
  await sleep(50);
  expect(isRunning(childPid)).toBe(false);
});

test('ending what has ended is no error', async () => {
  const pid = await start(FOR_EVER);
  await terminate(pid, isGone);
  await expect(terminate(pid, isGone)).resolves.toBeUndefined();
});

/** A child whose parent is gone may stay in the table until somebody asks for its exit code. */
function isRunning(pid: number): boolean {
  try {
    const state = existsSync('/proc')
      ? /^State:\s+(\w)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
      : execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
    return !state?.startsWith('Z');
  } catch {
    return false;
  }
}
