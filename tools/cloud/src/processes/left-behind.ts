import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProcess, processTable, wasStartedWith, type RunningProcess } from './process-table';

/** Variable that every kept program is started with: the instance of the cloud that it belongs to. */
export const INSTANCE = 'SLIPWAY_CLOUD_INSTANCE';

const GONE_MS = 5_000;

type Identity = Pick<RunningProcess, 'pid' | 'started'>;

/** What is noted of a program while it runs, in a file of its own. */
export interface KeptRecord {
  readonly instance: string;
  readonly program: Identity;
  /** The process that keeps it: as long as that runs, the program is not left behind. */
  readonly keeper: Identity;
}

/** Notes a program. @returns the file */
export function noteKept(directory: string, record: KeptRecord): string {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `${record.instance}-${record.program.pid}.json`);
  writeFileSync(file, JSON.stringify(record));
  return file;
}

/**
 * Ends every program whose keeper is gone, and whatever that program started in its group. Process ids are used again:
 * only a process that started when the noted one did, or that carries the cloud's mark, is ended.
 */
export async function endLeftBehind(directory: string): Promise<void> {
  const files = existsSync(directory) ? readdirSync(directory).map((name) => join(directory, name)) : [];
  for (const file of files) {
    const record = readRecord(file);
    if (record && isRunning(record.keeper)) continue;
    for (const deadline = Date.now() + GONE_MS; record && Date.now() < deadline; await sleep(20)) {
      const left = leftOf(record);
      if (left.length === 0) break;
      for (const { pid } of left) kill(pid);
    }
    rmSync(file, { force: true });
  }
}

function leftOf({ program, instance }: KeptRecord): readonly RunningProcess[] {
  const group = processTable().filter((process) => process.group === program.pid);
  const leads = group.some(({ pid, started }) => pid === program.pid && started === program.started);
  return leads ? group : group.filter(({ pid }) => wasStartedWith(pid, INSTANCE, instance));
}

function isRunning({ pid, started }: Identity): boolean {
  return findProcess(pid)?.started === started;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/** `undefined` for one that was being written when its writer ended: the reaper has seen to that program. */
function readRecord(file: string): KeptRecord | undefined {
  try {
    const { instance, program, keeper } = JSON.parse(readFileSync(file, 'utf8')) as KeptRecord;
    return instance && program.pid > 1 && keeper.pid > 1 ? { instance, program, keeper } : undefined;
  } catch {
    return undefined;
  }
}
