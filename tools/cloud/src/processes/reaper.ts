import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * Reads `+ <group>` and `- <group>` and, when its input ends, ends all groups that are left. Its input ends when the
 * process that writes it does, in whatever way. Plain sh: it is there everywhere, and starts in a millisecond.
 */
const SCRIPT = `
kept=" "
while read -r sign group; do
  case "$sign" in
    +) kept="$kept$group " ;;
    -) case "$kept" in *" $group "*) kept="\${kept%% $group *} \${kept#* $group }" ;; esac ;;
  esac
done
for group in $kept; do kill -s KILL -- "-$group"; done
`;

/** Ends process groups when this process has ended. */
export interface Reaper {
  watch(group: number): void;
  forget(group: number): void;
}

/** Starts a reaper in a group of its own, so that what ends this process does not end it too. */
export function startReaper(): Reaper {
  const child = spawn('/bin/sh', ['-c', SCRIPT], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
  });
  const input = child.stdin as Socket;
  // Without it, what is left is found by the next start or stop.
  child.on('error', () => undefined);
  input.on('error', () => undefined);
  // It waits for this process, never the other way round.
  child.unref();
  input.unref();
  return {
    watch: (group) => void input.write(`+ ${group}\n`),
    forget: (group) => void input.write(`- ${group}\n`),
  };
}
