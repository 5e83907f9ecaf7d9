import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  /** Everything that was printed, in order. */
  readonly said: string;
  readonly seconds: number;
}

export interface LineOptions {
  /** Typed into its standard input. @default nothing */
  readonly input?: string;
  /** Variables on top of this process's. @default none */
  readonly env?: NodeJS.ProcessEnv;
}

/** The `slipway` command of a workspace, as a person or a pipeline would run it, on the embedded cloud. */
export class CommandLine {
  constructor(
    private readonly workspace: string,
    private readonly log: (text: string) => void = () => undefined,
  ) {}

  /** Runs one line to its end, whatever the end is. */
  run(line: readonly string[], { input = '', env = {} }: LineOptions = {}): Promise<Ended> {
    const startedAt = performance.now();
    this.log(`\n$ slipway ${line.join(' ')}\n`);
    const child = spawn(process.execPath, [join(this.workspace, 'tools/cli/bin/slipway.mjs'), ...line], {
      cwd: this.workspace,
      // The clouds that it starts are of no use to anybody after this process.
      env: {
        ...process.env,
        NO_COLOR: '1',
        SLIPWAY_CLOUD: 'embedded',
        SLIPWAY_CLOUD_ENDS_WITH: String(process.pid),
        ...env,
      },
    });
    child.stdin.end(input);
    let stdout = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      said += text;
      this.log(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      this.log(text);
    });
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        resolve({ code: code ?? 1, stdout, said, seconds: (performance.now() - startedAt) / 1000 });
      });
    });
  }

  /** Runs a line that must end well, and whose result is JSON. */
  async json<T>(line: readonly string[], options?: LineOptions): Promise<T> {
    const ended = await this.run([...line, '--json'], options);
    if (ended.code !== 0)
      throw new Error(`slipway ${line.join(' ')} ended with ${ended.code}:\n${ended.said}`);
    return JSON.parse(ended.stdout) as T;
  }
}
