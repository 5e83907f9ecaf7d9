import { mkdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { Diagnostic } from './failure/diagnostic';
import { explain, type FailureContext } from './failure/explain';
import { Failure, type Interrupts, type Output } from '@slipway/tool-terminal';
import { logFile } from './log-file';
import { capture, type Captured } from './process/capture';
import { supervised } from './process/supervised';
import { parseEvent } from './progress/event';
import { Progress, type ProgressOptions } from './progress/progress';
import type { Toolchain } from './toolchain/inspect';

export interface RunnerOptions {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  readonly toolchain: Toolchain;
  /** Absolute path of the prepared working directory. */
  readonly directory: string;
  readonly environment: string;
  readonly cloud: FailureContext['cloud'];
  /** The whole environment of the process; see `terraformEnvironment`. */
  readonly env: NodeJS.ProcessEnv;
  readonly output: Output;
  readonly interrupts: Interrupts;
  /** Told the process id of whatever may hold the state's lock. */
  readonly onStart?: (pid: number) => void;
  /** Ends Terraform at once, without letting it save. For a state that is worthless anyway. */
  readonly abandon?: AbortSignal;
}

export type LongStep = NonNullable<ProgressOptions['onLongStep']>;

interface StreamOptions {
  /** Errors that the caller deals with itself. @default none */
  readonly tolerate?: (diagnostic: Diagnostic) => boolean;
  readonly onLongStep?: LongStep;
}

/** Exit codes of a plan with `-detailed-exitcode`. */
export const UNCHANGED = 0;
const CHANGED = 2;

/** Above, an exit code is the signal that ended the process. */
const KILLED = 128;

/** Starts Terraform, shows how far it is, keeps what it printed, and turns what it complains about into a `Failure`. */
export class TerraformRunner {
  constructor(private readonly options: RunnerOptions) {}

  /** Runs a short command that changes nothing. */
  capture(args: readonly string[]): Promise<Captured> {
    const { toolchain, directory, env } = this.options;
    return capture(toolchain.binary, args, { cwd: directory, env });
  }

  /** The same where an exit code other than 0 is a failure. Returns what was printed. */
  async succeed(args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.capture(args);
    if (code === 0) return stdout;
    throw this.failure([plainDiagnostic(stderr || stdout)]);
  }

  /** Runs a command that talks and may take long. `errors` are the tolerated ones; any other is thrown. */
  async stream(
    command: string,
    args: readonly string[],
    { tolerate = () => false, onLongStep }: StreamOptions = {},
  ): Promise<{ readonly code: number; readonly errors: readonly Diagnostic[] }> {
    const { workspace, toolchain, directory, environment, output } = this.options;
    const logs = join(workspace, '.slipway', 'logs', environment);
    mkdirSync(logs, { recursive: true });
    const log = logFile(logs, command);
    const progress = new Progress({ output, onLongStep });
    const diagnostics: Diagnostic[] = [];
    const ticking = setInterval(() => progress.tick(), 1000);
    const { code, interrupted, forced, stderr } = await supervised({
      ...this.options,
      binary: toolchain.binary,
      args: [command, ...args],
      cwd: directory,
      log,
      note: (text) => output.note(text),
      onLine: (line) => {
        const event = parseEvent(line);
        if (event?.type === 'diagnostic') diagnostics.push(event.diagnostic);
        else if (event) progress.handle(event);
      },
    }).finally(() => {
      clearInterval(ticking);
      progress.end();
    });
    if (forced || code > KILLED) throw this.killed(command, log);
    if (interrupted) throw this.cancelled(command, diagnostics, log);
    if (code === UNCHANGED || (code === CHANGED && command === 'plan')) return { code, errors: [] };

    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) errors.push(plainDiagnostic(stderr || `${command} ended with code ${code}`));
    if (errors.every(tolerate)) return { code, errors };
    throw this.failure(errors, log);
  }

  failure(diagnostics: readonly Diagnostic[], log?: string): Failure {
    const { workspace, toolchain, directory, environment, cloud } = this.options;
    return explain(diagnostics, {
      environment,
      cloud,
      command: basename(toolchain.binary),
      directory: relative(workspace, directory),
      log: log && relative(workspace, log),
    });
  }

  private cancelled(command: string, diagnostics: readonly Diagnostic[], log: string): Failure {
    const { environment } = this.options;
    if (diagnostics.some(({ summary }) => /Failed to persist state|state lock/.test(summary))) {
      return this.failure(diagnostics, log);
    }
    return new Failure(
      'cancelled',
      command === 'apply'
        ? `Stopped. Terraform saved what it had made, and released the lock. Repeat the command to continue with "${environment}".`
        : 'Stopped. Nothing was changed.',
    );
  }

  /** It had no time to save what it did: a signal ended it, or a person who would not wait. */
  private killed(command: string, log: string): Failure {
    const { workspace, environment, cloud } = this.options;
    const consequences =
      command !== 'apply'
        ? 'Nothing was changed, but the lock is perhaps still there. The next run says how to release it.'
        : cloud === 'embedded'
          ? 'The embedded cloud perhaps has resources that its state does not know. The next run restores the cloud as it was before this run.'
          : 'What it did in its last seconds is perhaps missing from the state, and the lock is still there. The next run says how to release it, and names what it finds.';
    return new Failure(
      'killed',
      `Terraform was killed while it worked on "${environment}". ${consequences}\nTerraform's whole output: ${relative(workspace, log)}`,
    );
  }
}

/** Commands without `-json` print their error as text: `Error: summary`, an empty line, the detail. */
export function plainDiagnostic(text: string): Diagnostic {
  const [summary = '', ...detail] = text
    .trim()
    .replace(/^Error: /, '')
    .split('\n');
  return { severity: 'error', summary, detail: detail.join('\n') };
}
