import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { HOME } from '@slipway/tool-home';
import type { Interrupts } from '@slipway/tool-terminal';

export interface SupervisedRun {
  readonly binary: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** File that everything Terraform prints is appended to. */
  readonly log: string;
  readonly onLine: (line: string) => void;
  /** Told the process id as soon as there is one: while it lives, Terraform may hold the state's lock. */
  readonly onStart?: (pid: number) => void;
  readonly interrupts: Interrupts;
  /** Told what a request to stop does. */
  readonly note: (text: string) => void;
  /** Ends Terraform at once, without letting it save. For a state that is worthless anyway. */
  readonly abandon?: AbortSignal;
}

export interface SupervisedResult {
  readonly code: number;
  /** It was asked to stop. Its exit code says nothing about that. */
  readonly interrupted: boolean;
  /** It was told to exit at once, so it did not save its state. */
  readonly forced: boolean;
  readonly stderr: string;
}

/** Requests to stop before Terraform is told to give up at once. The second only warns. */
const FORCE_AFTER = 3;

const ANNOUNCEMENTS = [
  'Stopping. Terraform finishes the step it is in, saves the state and releases its lock; this can take a minute.',
  'Still stopping. Ctrl-C once more makes Terraform exit at once: AWS may then hold resources that the state does not know, and the lock stays.',
  'Told Terraform to exit at once.',
];

/** Runs Terraform under `bin/supervise.mjs`, which see for why. Resolves when it has ended, however it ended. */
export function supervised(run: SupervisedRun): Promise<SupervisedResult> {
  return new Promise((resolve, reject) => {
    const script = join(HOME, 'tools/terraform/bin/supervise.mjs');
    const child = spawn(process.execPath, [script, run.log, run.binary, ...run.args], {
      cwd: run.cwd,
      env: run.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    if (child.pid) run.onStart?.(child.pid);

    const order = (text: string) => child.connected && child.send(text);
    let interrupts = 0;
    const unsubscribe = run.interrupts.subscribe(() => {
      interrupts += 1;
      if (interrupts === 1) order('interrupt');
      if (interrupts === FORCE_AFTER) order('interrupt again');
      run.note(ANNOUNCEMENTS[Math.min(interrupts, ANNOUNCEMENTS.length) - 1]!);
    });
    const abandon = () => order('kill');
    run.abandon?.addEventListener('abort', abandon, { once: true });

    let stderr = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const lines = createInterface({ input: child.stdout! });
    lines.on('line', run.onLine);

    const settle = () => {
      unsubscribe();
      run.abandon?.removeEventListener('abort', abandon);
    };
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('close', (code) => {
      settle();
      resolve({
        code: code ?? 1,
        interrupted: interrupts > 0,
        forced: interrupts >= FORCE_AFTER,
        stderr,
      });
    });
  });
}
