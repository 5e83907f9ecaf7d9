import type { Interrupts } from '@slipway/tool-terminal';

/** A stop that somebody may ask for while something runs. */
export interface Stop {
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** Tells whoever waits. To be replaced while a picture is drawn, which a line in between would tear. */
  note: (text: string) => void;
}

const TAKEN_BACK = 'Stopping: what this release began is taken back. Ctrl-C once more leaves at once.';

/**
 * The first Ctrl-C takes back what a release began; the second leaves at once, and the next verb settles what is left.
 *
 * @param leave ends the process
 */
export async function withInterrupts<T>(
  interrupts: Pick<Interrupts, 'subscribe'>,
  note: (text: string) => void,
  work: (stop: Stop) => Promise<T>,
  leave: () => void = () => process.exit(130),
): Promise<T> {
  const controller = new AbortController();
  const stop: Stop = { signal: controller.signal, note };
  const unsubscribe = interrupts.subscribe(() => {
    if (controller.signal.aborted) {
      stop.note('Left in the middle: ECS goes on by itself, and the next release settles this one.');
      return leave();
    }
    controller.abort();
    stop.note(TAKEN_BACK);
  });
  try {
    return await work(stop);
  } finally {
    unsubscribe();
  }
}
