export interface Bounds {
  /** Pieces of work at once. */
  readonly most: number;
  /** Bytes that they hold together. One that is larger by itself has the room alone. */
  readonly mostBytes: number;
}

/** Work that goes on side by side, but no more of it than there is room for. */
export class BoundedWork {
  private readonly going = new Set<Promise<void>>();
  private bytes = 0;
  private failure: { readonly error: unknown } | undefined;

  constructor(private readonly bounds: Bounds) {}

  /**
   * Waits until there is room.
   *
   * @throws what any of the work has thrown so far
   */
  async room(bytes: number): Promise<void> {
    const { most, mostBytes } = this.bounds;
    while (this.going.size > 0 && (this.going.size >= most || this.bytes + bytes > mostBytes)) {
      await Promise.race(this.going);
    }
    this.check();
  }

  start(bytes: number, work: () => Promise<void>): void {
    this.bytes += bytes;
    const done: Promise<void> = work()
      .catch((error: unknown) => void (this.failure ??= { error }))
      .finally(() => {
        this.bytes -= bytes;
        this.going.delete(done);
      });
    this.going.add(done);
  }

  /** Waits for all of it, whatever becomes of it. */
  async rest(): Promise<void> {
    await Promise.all(this.going);
  }

  /** @throws what any of the work has thrown */
  check(): void {
    if (this.failure) throw this.failure.error;
  }
}
