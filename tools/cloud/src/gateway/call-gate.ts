/** Lets calls through, or lets them wait while something is done for which nothing may change. */
export class CallGate {
  private passing = 0;
  private held: Promise<unknown> = Promise.resolve();
  private holds = 0;
  private whenEmpty: (() => void)[] = [];

  async pass<T>(call: () => Promise<T>): Promise<T> {
    while (this.holds > 0) await this.held;
    this.passing += 1;
    try {
      return await call();
    } finally {
      this.passing -= 1;
      if (this.passing === 0) for (const tell of this.whenEmpty.splice(0)) tell();
    }
  }

  /** New calls wait until `work` is done; those on their way go on. One hold comes after the other. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    const before = this.held;
    this.holds += 1;
    const done = before.then(work);
    this.held = done.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await done;
    } finally {
      this.holds -= 1;
    }
  }

  /** As {@link hold}, and `work` begins when no call is on its way. @returns `undefined` if that takes too long */
  whileQuiet<T>(work: () => Promise<T>, withinMs: number): Promise<T | undefined> {
    return this.hold(async () => ((await this.emptied(withinMs)) ? work() : undefined));
  }

  private emptied(withinMs: number): Promise<boolean> {
    if (this.passing === 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), withinMs);
      this.whenEmpty.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }
}
