/** An object of the bucket of assets, as a listing has it. */
export interface ListedObject {
  readonly key: string;
  /** Milliseconds since 1970, by S3's clock. */
  readonly writtenAt: number;
}

export interface ObjectToStore {
  readonly key: string;
  readonly body: string | Uint8Array;
  readonly contentType: string;
  readonly cacheControl?: string;
}

/** The few things that keeping assets asks of S3. */
export interface AssetStore {
  list(prefix: string): Promise<readonly ListedObject[]>;
  /** @returns undefined when it is not there */
  get(key: string): Promise<string | undefined>;
  put(object: ObjectToStore): Promise<void>;
  /** What is not there is no error. */
  remove(keys: readonly string[]): Promise<void>;
}
