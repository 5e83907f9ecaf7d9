/** Time, so that a test needs none. */
export interface Clock {
  now(): Date;
  /** @returns cancels it */
  after(milliseconds: number, run: () => void): () => void;
}

/** The machine's. A timer of it keeps no process alive. */
export const systemClock: Clock = {
  now: () => new Date(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds).unref();
    return () => clearTimeout(timer);
  },
};
