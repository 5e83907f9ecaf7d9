import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { Failure } from '@slipway/tool-terminal';
import type { Python } from './find-python';

/** Ends when its input does, which is when we let go or die. Ctrl-C must not end it before us. */
const HOLDER = `
import fcntl, signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
lock = open(sys.argv[1], "a")
try:
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
except OSError:
    print("waiting", flush=True)
    fcntl.flock(lock, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()`;

/**
 * Does `work` while no other process does what it locks by the same file. The kernel keeps the lock, so that there is
 * no stale one after a kill; Node has no call for it, so a small Python process holds it.
 *
 * @param onWait told once if somebody else holds the lock
 */
export async function withFileLock<T>(
  python: Pick<Python, 'executable'>,
  file: string,
  work: () => Promise<T>,
  onWait: () => void = () => undefined,
): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  const holder = spawn(python.executable, ['-I', '-S', '-c', HOLDER, file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    await new Promise<void>((resolve, reject) => {
      createInterface({ input: holder.stdout }).on('line', (line) =>
        line === 'held' ? resolve() : onWait(),
      );
      holder.once('error', reject);
      holder.once('exit', (code) =>
        reject(new Failure('failed', `${file} cannot be locked (code ${code}).`)),
      );
    });
    return await work();
  } finally {
    holder.stdin.end();
  }
}
