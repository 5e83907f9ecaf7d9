import type { LiveRegion } from './present-release';

/** A region of the terminal behind standard error. Loaded only where somebody watches. */
export async function terminalRegion(stream: NodeJS.WriteStream = process.stderr): Promise<LiveRegion> {
  const { createLogUpdate } = await import('log-update');
  const log = createLogUpdate(stream);
  return { draw: (text) => log(text), done: () => log.done() };
}
