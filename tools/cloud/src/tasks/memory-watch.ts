import { listProcesses, treeSize, type ProcessSize } from './process-memory';

const INTERVAL_MS = 250;
const MEBIBYTE = 1024 * 1024;

interface Watched {
  readonly limitBytes: number;
  readonly exceeded: () => void;
}

/** One look at the machine's processes serves all containers. */
export class MemoryWatch {
  readonly #list: () => Promise<ProcessSize[]>;
  readonly #watched = new Map<number, Watched>();
  #timer: NodeJS.Timeout | undefined;

  constructor(list = listProcesses) {
    this.#list = list;
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
    const processes = await this.#list().catch(() => []);
    for (const [pid, { limitBytes, exceeded }] of this.#watched) {
      if (treeSize(pid, processes) <= limitBytes) continue;
      this.#watched.delete(pid);
      exceeded();
    }
    this.#timer = undefined;
    this.#schedule();
  }
}
