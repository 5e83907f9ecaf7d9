import { refusal } from './sample-ecs';
import { paginator } from './sample-pages';

interface SampleObject {
  readonly body: string | Uint8Array;
  readonly contentType?: string;
  readonly cacheControl?: string;
  writtenAt: number;
}

interface Keyed {
  readonly Key: string;
}

interface Put extends Keyed {
  readonly Body: string | Uint8Array;
  readonly ContentType?: string;
  readonly CacheControl?: string;
}

/** The bucket of assets in memory, as a client of S3 sees it. */
export class SampleBucket {
  readonly objects = new Map<string, SampleObject>();
  /** Answers everything with this error. @default none */
  refuses: Error | undefined;
  /** Keys at most in a page of a listing. */
  page = 1000;

  constructor(private readonly now: () => number) {}

  keys(prefix: string): readonly string[] {
    return [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  /** The methods of an S3 client. */
  readonly client = {
    listObjectsV2: async ({
      Prefix = '',
      ContinuationToken,
    }: {
      Prefix?: string;
      ContinuationToken?: string;
    }) => {
      this.check();
      const from = Number(ContinuationToken ?? 0);
      const keys = this.keys(Prefix);
      return {
        Contents: keys.slice(from, from + this.page).map((Key) => ({
          Key,
          LastModified: new Date(this.objects.get(Key)?.writtenAt ?? 0),
        })),
        ...(from + this.page < keys.length && { NextContinuationToken: String(from + this.page) }),
      };
    },
    paginateListObjectsV2: paginator('listObjectsV2', ['NextContinuationToken', 'ContinuationToken']),
    getObject: async ({ Key }: Keyed) => {
      this.check();
      const object = this.objects.get(Key);
      if (!object) throw refusal('NoSuchKey', 'The specified key does not exist.', 404);
      return { Body: { transformToString: async () => Buffer.from(object.body).toString('utf8') } };
    },
    putObject: async ({ Key, Body, ContentType, CacheControl }: Put) => {
      this.check();
      const headers = { contentType: ContentType, cacheControl: CacheControl };
      this.objects.set(Key, { body: Body, ...headers, writtenAt: this.now() });
      return {};
    },
    deleteObjects: async ({ Delete: { Objects } }: { Delete: { Objects: readonly Keyed[] } }) => {
      this.check();
      for (const { Key } of Objects) this.objects.delete(Key);
      return {};
    },
  };

  private check(): void {
    if (this.refuses) throw this.refuses;
  }
}
