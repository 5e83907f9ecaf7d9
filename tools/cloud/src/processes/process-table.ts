import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A process that runs now. One that has ended and that nobody has waited for yet does not count. */
export interface RunningProcess {
  readonly pid: number;
  /** Of its process group: the id of the process that leads it. */
  readonly group: number;
  /** When it started, in this machine's own terms. With the id it names one process only, ever. */
  readonly started: string;
}

/** Everything that runs on this machine. */
export function processTable(): readonly RunningProcess[] {
  if (!existsSync('/proc/self/stat')) return processesOfPs(['-A']);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => processOfProc(Number(pid)) ?? []);
}

/** `undefined` when there is no process with that id, or it has ended. */
export function findProcess(pid: number): RunningProcess | undefined {
  return existsSync('/proc/self/stat') ? processOfProc(pid) : processesOfPs(['-p', String(pid)])[0];
}

/**
 * Whether a variable of the environment that a process was started with has a value. `false` where the system does not
 * say.
 */
export function wasStartedWith(pid: number, variable: string, value: string): boolean {
  const wanted = `${variable}=${value}`;
  try {
    return existsSync('/proc/self/environ')
      ? readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(wanted)
      : ps(['-Eww', '-o', 'command=', '-p', String(pid)])
          .split(/\s+/)
          .includes(wanted);
  } catch {
    return false;
  }
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function processOfProc(pid: number): RunningProcess | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before it may hold anything, parentheses and spaces among them.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, group, ticks] = [fields[0]!, Number(fields[2]), fields[19]!];
    return isOver(state) ? undefined : { pid, group, started: `${bootOf()} ${ticks}` };
  } catch {
    return undefined;
  }
}

/** Ticks count from the boot, so two boots may have the same. */
function bootOf(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

/** macOS has no /proc. */
function processesOfPs(which: readonly string[]): RunningProcess[] {
  return ps([...which, '-o', 'pid=,pgid=,stat=,lstart='])
    .split('\n')
    .flatMap((line) => {
      const [, pid, group, state, started] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.+?)\s*$/.exec(line) ?? [];
      if (!state || !started || isOver(state)) return [];
      return { pid: Number(pid), group: Number(group), started };
    });
}

function ps(args: readonly string[]): string {
  try {
    return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    // It ends with 1 when it finds none.
    return '';
  }
}

/** Zombie or dead. */
function isOver(state: string): boolean {
  return /^[ZX]/.test(state);
}
