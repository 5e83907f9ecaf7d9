import type { ObjectStore, StoredObject } from '../ports/object-store';

/** A release bucket in memory: conditions are real, its clock is its own, and a write that is repeated is still ours. */
export class SampleStore implements ObjectStore {
  private readonly objects = new Map<string, { body: string; etag: string; writtenAt: number }>();
  private writes = 0;

  constructor(private readonly now: () => number = () => 0) {}

  async list(prefix: string): Promise<readonly string[]> {
    await Promise.resolve();
    return [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  async get(key: string): Promise<StoredObject | undefined> {
    await Promise.resolve();
    const object = this.objects.get(key);
    return object && { ...object, ageSeconds: (this.now() - object.writtenAt) / 1000 };
  }

  async create(key: string, body: string): Promise<string | undefined> {
    await Promise.resolve();
    const there = this.objects.get(key);
    if (there) return there.body === body ? there.etag : undefined;
    return this.put(key, body);
  }

  async replace(key: string, body: string, etag: string): Promise<string | undefined> {
    await Promise.resolve();
    const there = this.objects.get(key);
    if (there?.etag === etag) return this.put(key, body);
    return there?.body === body ? there.etag : undefined;
  }

  async remove(key: string): Promise<void> {
    await Promise.resolve();
    this.objects.delete(key);
  }

  /** What an object says now. */
  body(key: string): string {
    return this.objects.get(key)?.body ?? '';
  }

  put(key: string, body: string): string {
    const etag = `"${++this.writes}"`;
    this.objects.set(key, { body, etag, writtenAt: this.now() });
    return etag;
  }
}
