import type { ShipOptions } from './options';
import { worldOf } from './world';

/** A stop that somebody may ask for while something runs. */
export interface Stop {
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** Tells whoever waits. To be replaced while a picture is drawn, which a line in between would tear. */
  note: (text: string) => void;
}

const UNDOING = 'Stopping, and undoing what this release began. Ctrl-C once more leaves at once.';

/**
 * The first Ctrl-C undoes what a release began; the second leaves at once, and the next verb settles what is left.
 */
export async function withInterrupts<T>(
  options: Pick<ShipOptions, 'interrupts' | 'output' | 'world'>,
  work: (stop: Stop) => Promise<T>,
): Promise<T> {
  const { interrupts, output } = options;
  const controller = new AbortController();
  const stop: Stop = { signal: controller.signal, note: (text) => output.note(text) };
  const unsubscribe = interrupts.subscribe(() => {
    if (controller.signal.aborted) {
      stop.note('Left in the middle: ECS goes on by itself, and the next release settles this one.');
      return worldOf(options).leave();
    }
    controller.abort();
    stop.note(UNDOING);
  });
  try {
    return await work(stop);
  } finally {
    unsubscribe();
  }
}
