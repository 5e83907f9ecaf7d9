import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the app prints: a line of its log, or what a release command says of a migration. */
export interface AppLine {
  readonly level?: string;
  readonly message?: string;
  readonly name?: string;
  readonly migration?: string;
  readonly holder?: string;
  readonly reason?: string;
}

/** A process of a built app, without a cloud around it. */
export class AppProcess {
  /** JSON lines of its stdout. */
  readonly lines: AppLine[] = [];
  /** Exit code, and what it said on stderr. */
  readonly end: Promise<{ readonly code: number | null; readonly error: string }>;
  private readonly child: ChildProcessByStdio<null, Readable, Readable>;

  constructor(folder: string, script: string, env: { readonly [name: string]: string }) {
    this.child = spawn(process.execPath, [script], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      this.lines.push(JSON.parse(line) as AppLine);
    });
    const stderr = this.child.stderr.toArray();
    this.end = once(this.child, 'close').then(async ([code]) => ({
      code: code as number | null,
      error: Buffer.concat(await stderr).toString(),
    }));
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Returns when it has printed a line with such a message. */
  async until(message: RegExp): Promise<AppLine> {
    while (this.isRunning) {
      const line = this.lines.find((each) => message.test(each.message ?? ''));
      if (line) return line;
      await sleep(20);
    }
    throw new Error(`It has ended: ${JSON.stringify(this.lines)} ${(await this.end).error}`);
  }
}
