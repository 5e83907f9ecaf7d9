/** An object as S3 gave it. */
export interface StoredObject {
  readonly body: string;
  readonly etag: string;
  /** Seconds since it was written, by S3's own clock. Clocks of machines differ by minutes; this one is shared. */
  readonly ageSeconds: number;
}

/**
 * The few things that the ledger asks of S3. Writes are conditional
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html): they answer the new ETag, or
 * `undefined` when somebody else was first.
 */
export interface ObjectStore {
  /** Keys with the prefix, in alphabetical order. */
  list(prefix: string): Promise<readonly string[]>;
  get(key: string): Promise<StoredObject | undefined>;
  /** Writes what is not there yet. */
  create(key: string, body: string): Promise<string | undefined>;
  /** Writes over exactly the object that has this ETag. */
  replace(key: string, body: string, etag: string): Promise<string | undefined>;
  remove(key: string): Promise<void>;
}
