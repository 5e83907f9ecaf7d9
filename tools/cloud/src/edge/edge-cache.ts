import type { HeaderList } from '../http/header-list';

/** An answer that is kept as the next viewer gets it, but for the headers that the edge adds each time. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** Milliseconds of `Date.now()`. */
  readonly since: number;
  readonly until: number;
}

/** What all answers of a distribution may take together, in bytes; what was not asked for longest goes first. */
const CAPACITY = 64 * 1024 * 1024;
/** A larger body is passed on and not kept, so that one download does not push out everything else. */
export const LARGEST_KEPT = 10_000_000;

export interface CacheKey {
  readonly path: string;
  /** What tells answers for the same path apart, such as `br,gzip`. */
  readonly variant: string;
}

/** What one edge keeps, in memory and with a bound. */
export class EdgeCache {
  /** A map remembers the order of insertion: the first is the one that was not asked for longest. */
  private readonly kept = new Map<string, { readonly path: string; readonly answer: KeptAnswer }>();
  private bytes = 0;
  /** Counts what empties it: an answer that was asked for before that may be of before it. */
  era = 0;

  /** @param capacity in bytes */
  constructor(private readonly capacity = CAPACITY) {}

  /** @param now in milliseconds, as `Date.now()` */
  find(key: CacheKey, now = Date.now()): KeptAnswer | undefined {
    const answer = this.kept.get(name(key))?.answer;
    if (!answer) return undefined;
    this.remove(name(key));
    if (answer.until <= now) return undefined;
    this.insert(key, answer);
    return answer;
  }

  /** @param era when the answer was asked for */
  keep(key: CacheKey, answer: KeptAnswer, era: number): void {
    if (era !== this.era) return;
    this.remove(name(key));
    this.insert(key, answer);
    for (const oldest of this.kept.keys()) {
      if (this.bytes <= this.capacity) return;
      this.remove(oldest);
    }
  }

  /** @param concerns is told paths. @default everything */
  forget(concerns: (path: string) => boolean = () => true): void {
    this.era += 1;
    for (const [entry, { path }] of [...this.kept]) if (concerns(path)) this.remove(entry);
  }

  private insert(key: CacheKey, answer: KeptAnswer): void {
    this.kept.set(name(key), { path: key.path, answer });
    this.bytes += sizeOf(answer);
  }

  private remove(entry: string): void {
    const found = this.kept.get(entry);
    if (!found) return;
    this.kept.delete(entry);
    this.bytes -= sizeOf(found.answer);
  }
}

/** No path has a space in it. */
function name({ path, variant }: CacheKey): string {
  return `${path} ${variant}`;
}

/** In bytes, near enough: what an entry is told by counts too. */
function sizeOf({ headers, body }: KeptAnswer): number {
  return 1_000 + headers.join('').length + body.length;
}
