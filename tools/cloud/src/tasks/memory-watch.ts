import { treeSizes, type TreeSizes } from './process-memory';

const INTERVAL_MS = 250;
const MEBIBYTE = 1024 * 1024;

interface Watched {
  readonly limitBytes: number;
  readonly exceeded: () => void;
}

/** One look serves all containers. */
export class MemoryWatch {
  readonly #sizes: TreeSizes;
  readonly #watched = new Map<number, Watched>();
  #timer: NodeJS.Timeout | undefined;

  constructor(sizes = treeSizes) {
    this.#sizes = sizes;
  }

  /**
   * @param exceeded told once
   * @returns ends the watch
   */
  watch(pid: number, limitMb: number, exceeded: () => void): () => void {
    this.#watched.set(pid, { limitBytes: limitMb * MEBIBYTE, exceeded });
    this.#schedule();
    return () => this.#watched.delete(pid);
  }

  #schedule(): void {
    if (this.#timer || this.#watched.size === 0) return;
    this.#timer = setTimeout(() => void this.#look(), INTERVAL_MS);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const sizes = await this.#sizes([...this.#watched.keys()]).catch(() => new Map<number, number>());
    for (const [pid, { limitBytes, exceeded }] of this.#watched) {
      if ((sizes.get(pid) ?? 0) <= limitBytes) continue;
      this.#watched.delete(pid);
      exceeded();
    }
    this.#timer = undefined;
    this.#schedule();
  }
}
