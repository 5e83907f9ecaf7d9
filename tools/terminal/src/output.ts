import pc from 'picocolors';

/**
 * Where the tools write. Results go to standard output, so that a pipe gets them and nothing else; progress, questions
 * and complaints go to standard error.
 */
export interface Output {
  /** Someone watches and can answer: the status line is redrawn and questions may be asked. */
  readonly interactive: boolean;
  readonly color: boolean;
  /** Characters that fit on a line. */
  readonly columns: number;
  result(text: string): void;
  note(text: string): void;
  /** Replaces the line at the bottom of a terminal; `''` removes it. Says nothing where nobody watches. */
  status(text: string): void;
}

export type Palette = ReturnType<typeof pc.createColors>;

export function palette({ color }: Pick<Output, 'color'>): Palette {
  return pc.createColors(color);
}

interface Streams {
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: TextStream;
  readonly stderr: TextStream;
}

interface TextStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const CLEAR_LINE = '\r\u001B[2K';

/** The process's own streams. Colours follow `NO_COLOR` and `FORCE_COLOR` (https://no-color.org). */
export function terminalOutput(
  { stdin, stdout, stderr }: Streams = process,
  env: NodeJS.ProcessEnv = process.env,
): Output {
  const interactive = Boolean(stdin.isTTY && stdout.isTTY && stderr.isTTY) && !env.CI;
  const columns = stdout.columns ?? 100;
  let status = '';
  const above = (stream: TextStream, text: string) => {
    if (status) stderr.write(CLEAR_LINE);
    stream.write(`${text}\n`);
    if (status) stderr.write(status);
  };
  return {
    interactive,
    columns,
    color: !env.NO_COLOR && (Boolean(env.FORCE_COLOR) || (Boolean(stdout.isTTY) && env.TERM !== 'dumb')),
    result: (text) => above(stdout, text),
    note: (text) => above(stderr, text),
    status: (text) => {
      if (!interactive || text === status) return;
      status = text;
      stderr.write(CLEAR_LINE + text);
    },
  };
}
