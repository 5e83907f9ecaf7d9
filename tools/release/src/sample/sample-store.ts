import type { ObjectStore, StoredObject } from '../ports/object-store';

/** An S3 bucket in memory: conditions are real, its clock is its own. */
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
    return this.objects.has(key) ? undefined : this.put(key, body);
  }

  async replace(key: string, body: string, etag: string): Promise<string | undefined> {
    await Promise.resolve();
    return this.objects.get(key)?.etag === etag ? this.put(key, body) : undefined;
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
