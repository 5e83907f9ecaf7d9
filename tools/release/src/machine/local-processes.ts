import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { LocalProcesses } from '../record/orphan';

/** Processes of this machine: Linux tells when each began in /proc, others through `ps`. */
export const localProcesses: LocalProcesses = {
  host: hostname(),
  startOf: (pid) => (process.platform === 'linux' ? startInProc(pid) : startByPs(pid)),
};

/** Ticks since the machine booted: the 22nd field, counted after the name, which may hold spaces. See proc(5). */
function startInProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : fields[18];
  } catch {
    return undefined;
  }
}

function startByPs(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}
