import type { Interrupts } from '@slipway/tool-terraform';

/**
 * The first Ctrl-C takes back what a release began; the second leaves at once, and the next verb settles what is left.
 *
 * @param leave ends the process
 */
export async function withInterrupts<T>(
  interrupts: Pick<Interrupts, 'subscribe'>,
  note: (text: string) => void,
  work: (signal: AbortSignal) => Promise<T>,
  leave: () => void = () => process.exit(130),
): Promise<T> {
  const controller = new AbortController();
  const unsubscribe = interrupts.subscribe(() => {
    if (controller.signal.aborted) leave();
    controller.abort();
    note('Stopping: what this release began is taken back. Ctrl-C once more leaves at once.');
  });
  try {
    return await work(controller.signal);
  } finally {
    unsubscribe();
  }
}
