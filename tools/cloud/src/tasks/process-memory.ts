import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { runProgram } from '@slipway/tool-python';

/** One process as far as its memory is concerned. */
export interface ProcessSize {
  readonly pid: number;
  readonly parent: number;
  readonly residentBytes: number;
}

/** Resident bytes of each process, together with all that it started. One that is gone has none. */
export type TreeSizes = (pids: readonly number[]) => Promise<ReadonlyMap<number, number>>;

/** Not every kernel tells what a thread has started. */
const HAS_CHILDREN = existsSync('/proc/thread-self/children');

/**
 * Done four times a second for as long as a task runs. So, where Linux allows it, only the tasks' own processes are
 * looked at: a look costs the same whatever else the machine does.
 */
export const treeSizes: TreeSizes = async (pids) => {
  if (HAS_CHILDREN) return new Map(pids.map((pid) => [pid, treeSizeFromProc(pid)]));
  const processes = await listProcesses();
  return new Map(pids.map((pid) => [pid, treeSize(pid, processes)]));
};

function treeSizeFromProc(pid: number): number {
  const own = residentBytes(textOf(`/proc/${pid}/status`));
  return childrenFromProc(pid).reduce((total, child) => total + treeSizeFromProc(child), own);
}

function childrenFromProc(pid: number): number[] {
  const threads = endedIs([], () => readdirSync(`/proc/${pid}/task`));
  return threads.flatMap((thread) =>
    textOf(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
}

function textOf(file: string): string {
  return endedIs('', () => readFileSync(file, 'utf8'));
}

/** A process that ends meanwhile has no files any more. */
function endedIs<T>(nothing: T, read: () => T): T {
  try {
    return read();
  } catch {
    return nothing;
  }
}

/**
 * @param status the text of /proc/<pid>/status; threads of the kernel have no memory of their own
 * @see https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
 */
export function residentBytes(status: string): number {
  return Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1] ?? 0) * 1024;
}

/** Resident bytes of a process and of all that it started. */
export function treeSize(root: number, processes: readonly ProcessSize[]): number {
  const children = new Map<number, ProcessSize[]>();
  for (const process of processes) {
    children.set(process.parent, [...(children.get(process.parent) ?? []), process]);
  }
  const sum = (pid: number): number =>
    (children.get(pid) ?? []).reduce((total, child) => total + child.residentBytes + sum(child.pid), 0);
  return (processes.find(({ pid }) => pid === root)?.residentBytes ?? 0) + sum(root);
}

/** All processes of this machine. */
export async function listProcesses(): Promise<ProcessSize[]> {
  const { stdout } = await runProgram('ps', ['-axo', 'pid=,ppid=,rss='], { env: { PATH: process.env.PATH } });
  return parsePs(stdout);
}

export function parsePs(output: string): ProcessSize[] {
  return output
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter((fields) => fields.length === 3)
    .map(([pid = 0, parent = 0, kilobytes = 0]) => ({ pid, parent, residentBytes: kilobytes * 1024 }));
}
