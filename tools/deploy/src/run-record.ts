import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '@slipway/tool-terminal';

interface Run {
  readonly pid: number;
  readonly verb: string;
  /** ISO 8601. */
  readonly since: string;
  /** Its Terraform was killed. */
  readonly killed?: boolean;
  /** The process that looks after Terraform; it outlives a killed `pid` until Terraform has stopped. */
  readonly terraform?: number;
}

/** How long a run that was killed gets to stop its Terraform before the next one gives up waiting. */
const PATIENCE_MS = 60_000;

/**
 * One run at a time in a working directory: two would overwrite each other's plan. The state's lock does not cover
 * that, and this one can tell a run that is gone from one that lives.
 */
export class RunRecord {
  private constructor(
    private readonly file: string,
    private run: Run,
    /** The run before this one was killed: its Terraform may have been, too. */
    readonly afterKilled: Run | undefined,
  ) {}

  /** @throws Failure `locked` while another run works there */
  static async take(
    file: string,
    environment: string,
    verb: string,
    note: (text: string) => void,
  ): Promise<RunRecord> {
    mkdirSync(dirname(file), { recursive: true });
    const run = { pid: process.pid, verb, since: new Date().toISOString() };
    let killed: Run | undefined;
    const deadline = Date.now() + PATIENCE_MS;
    for (let told = false; !create(file, run);) {
      const other = read(file);
      if (other && !other.killed && isAlive(other.pid)) throw inUse(environment, other);
      if (other?.terraform && isAlive(other.terraform) && Date.now() < deadline) {
        if (!told)
          note(`An earlier run was killed; waiting for its Terraform (process ${other.terraform}) to stop.`);
        told = true;
        await new Promise((resolve) => setTimeout(resolve, 500));
        continue;
      }
      killed = other ?? killed;
      rmSync(file, { force: true });
    }
    return new RunRecord(file, run, killed);
  }

  terraformStarted(pid: number): void {
    this.run = { ...this.run, terraform: pid };
    writeFileSync(this.file, JSON.stringify(this.run));
  }

  /** Leaves the record to the next run, in place of {@link release}. */
  terraformKilled(): void {
    writeFileSync(this.file, JSON.stringify({ ...this.run, killed: true }));
  }

  get verb(): string {
    return this.run.verb;
  }

  release(): void {
    rmSync(this.file, { force: true });
  }
}

function create(file: string, run: Run): boolean {
  try {
    const descriptor = openSync(file, 'wx');
    writeSync(descriptor, JSON.stringify(run));
    closeSync(descriptor);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function read(file: string): Run | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Run;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function inUse(environment: string, { pid, verb, since }: Run): Failure {
  return new Failure(
    'locked',
    [
      `Another run on this machine works on "${environment}". Nothing was changed.`,
      `  what   slipway ${verb} ${environment}, process ${pid}`,
      `  since  ${since.replace(/\.\d+Z$/, 'Z')}`,
      `Wait until it has ended, or stop it with Ctrl-C where it runs.`,
    ].join('\n'),
  );
}
