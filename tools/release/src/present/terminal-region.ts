import type { LiveRegion } from './present-release';

/** What of log-update is used. */
interface LogUpdate {
  (text: string): void;
  clear(): void;
  done(): void;
}

type LoadLogUpdate = () => Promise<{ createLogUpdate(stream: NodeJS.WriteStream): LogUpdate }>;

/** A region of the terminal behind standard error. Loaded only where somebody watches. */
export async function terminalRegion(
  stream: NodeJS.WriteStream = process.stderr,
  load: LoadLogUpdate = () => import('log-update'),
): Promise<LiveRegion> {
  const { createLogUpdate } = await load();
  const log = createLogUpdate(stream);
  let drawn: string | undefined;
  return {
    draw: (text) => {
      if (text === drawn) return;
      drawn = text;
      // log-update 7 patches what differs, and loses lines where a frame grew before lines that stay the same.
      log.clear();
      log(text);
    },
    done: () => log.done(),
  };
}
