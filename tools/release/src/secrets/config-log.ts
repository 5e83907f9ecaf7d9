import type { ObjectStore } from '../ports/object-store';
import { NOTHING_SET, readChange, writeChange, type ConfigChange } from './config-change';

const FOLDER = 'config/';
const READ_AT_ONCE = 20;

/**
 * All changes of an environment's secrets, an object each in its release bucket. The next number is created only if it
 * is not there, so of two writers one is first, and the other sees its change before it makes its own.
 */
export class ConfigLog {
  constructor(private readonly store: ObjectStore) {}

  async latest(): Promise<ConfigChange> {
    const newest = await this.latestNumber();
    return newest === 0 ? NOTHING_SET : this.read(newest);
  }

  /** 0 before the first. */
  async latestNumber(): Promise<number> {
    return (await this.numbers())[0] ?? 0;
  }

  async read(number: number): Promise<ConfigChange> {
    if (number === 0) return NOTHING_SET;
    const key = keyOf(number);
    return readChange(key, (await this.store.get(key))?.body ?? '');
  }

  /** Newest first. */
  async *newestFirst(): AsyncGenerator<ConfigChange> {
    const numbers = await this.numbers();
    for (let from = 0; from < numbers.length; from += READ_AT_ONCE) {
      yield* await Promise.all(numbers.slice(from, from + READ_AT_ONCE).map((number) => this.read(number)));
    }
  }

  /** @returns whether it is in; else somebody else took its number */
  async append(change: ConfigChange): Promise<boolean> {
    return (await this.store.create(keyOf(change.number), writeChange(change))) !== undefined;
  }

  /** Newest first. */
  private async numbers(): Promise<readonly number[]> {
    const keys = await this.store.list(FOLDER);
    return keys
      .flatMap((key) => /^config\/(\d+)\.json$/.exec(key)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => b - a);
  }
}

/** Six digits, so that S3's alphabetical order is the changes' order. */
function keyOf(number: number): string {
  return `${FOLDER}${String(number).padStart(6, '0')}.json`;
}
