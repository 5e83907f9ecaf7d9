import type { SessionTerminal } from './run-session';

/** What of `process.stdin` is used. */
export interface TerminalInput {
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
}

/** What of `process.stdout` is used. */
export interface TerminalOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  on(event: 'resize', resized: () => void): unknown;
  off(event: 'resize', resized: () => void): unknown;
}

/** The terminal that this process has. `undefined` when its input or its output is piped. */
export function processTerminal(stdin: TerminalInput, stdout: TerminalOutput): SessionTerminal | undefined {
  if (!stdin.isTTY || !stdout.isTTY) return undefined;
  return {
    size: () => ({ columns: stdout.columns ?? 80, rows: stdout.rows ?? 24 }),
    setRawMode: (raw) => void stdin.setRawMode?.(raw),
    onResize: (resized) => {
      stdout.on('resize', resized);
      return () => void stdout.off('resize', resized);
    },
  };
}
