import type { SessionStreams } from '@slipway/tool-exec';

/** The process's own streams, and its terminal if there is one, as a session in a container wants them. */
export function terminalStreams({ stdin, stdout } = process): SessionStreams {
  if (!stdin.isTTY || !stdout.isTTY) return { stdin, stdout };
  return {
    stdin,
    stdout,
    terminal: {
      size: () => ({ columns: stdout.columns, rows: stdout.rows }),
      setRawMode: (raw) => void stdin.setRawMode(raw),
      onResize: (resized) => {
        stdout.on('resize', resized);
        return () => void stdout.off('resize', resized);
      },
    },
  };
}
