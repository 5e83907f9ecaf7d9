import type { S3 } from '@aws-sdk/client-s3';
import type { AwsClients } from '@slipway/tool-aws';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { listObjects } from './list-objects';
import type { ObjectStore, StoredObject } from '../ports/object-store';

/**
 * S3's word for two conditional writes at the same moment, which are to be tried again:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
const CONFLICT = 'ConditionalRequestConflict';
const MOST_CONFLICTS = 5;

/** The ledger's objects in a release bucket. */
export class S3Store implements ObjectStore {
  constructor(
    private readonly clients: Pick<AwsClients, 's3'>,
    private readonly bucket: string,
    private readonly environment: string,
  ) {}

  list(prefix: string): Promise<readonly string[]> {
    return this.inBucket(async (s3) => {
      const keys: string[] = [];
      for await (const { Key } of listObjects(s3, this.bucket, prefix)) if (Key !== undefined) keys.push(Key);
      return keys;
    });
  }

  get(key: string): Promise<StoredObject | undefined> {
    return this.inBucket(async (s3) => {
      const { GetObjectCommand } = await import('@aws-sdk/client-s3');
      const command = new GetObjectCommand({ Bucket: this.bucket, Key: key });
      let answeredAt = NaN;
      command.middlewareStack.add(
        (next) => async (args) => {
          const result = await next(args);
          const { headers } = result.response as { headers: { [name: string]: string | undefined } };
          answeredAt = Date.parse(headers['date'] ?? headers['Date'] ?? '');
          return result;
        },
        { step: 'deserialize', name: 'readDate' },
      );
      try {
        const { Body, ETag, LastModified } = await s3.send(command);
        const age = (answeredAt - (LastModified?.getTime() ?? NaN)) / 1000;
        return {
          body: (await Body?.transformToString()) ?? '',
          etag: ETag ?? '',
          // An answer without its time proves no age: what may be alive is left alone.
          ageSeconds: Number.isNaN(age) ? 0 : Math.max(0, age),
        };
      } catch (error) {
        if (nameOf(error) === 'NoSuchKey') return undefined;
        throw error;
      }
    });
  }

  create(key: string, body: string): Promise<string | undefined> {
    return this.write(key, body, { IfNoneMatch: '*' });
  }

  replace(key: string, body: string, etag: string): Promise<string | undefined> {
    return this.write(key, body, { IfMatch: etag });
  }

  remove(key: string): Promise<void> {
    return this.inBucket(async (s3) => {
      await s3.deleteObject({ Bucket: this.bucket, Key: key });
    });
  }

  private write(
    key: string,
    body: string,
    condition: { readonly IfNoneMatch: string } | { readonly IfMatch: string },
  ): Promise<string | undefined> {
    return this.inBucket(async (s3) => {
      for (let conflicts = 0; ; conflicts++) {
        try {
          const { ETag } = await s3.putObject({
            Bucket: this.bucket,
            Key: key,
            Body: body,
            ContentType: 'application/json',
            ...condition,
          });
          return ETag;
        } catch (error) {
          if (!['PreconditionFailed', CONFLICT, 'NoSuchKey'].includes(nameOf(error))) throw error;
          // An answer that got lost makes the client repeat a write that had succeeded: then it is ours.
          const there = await this.get(key);
          const unchanged = 'IfMatch' in condition && there?.etag === condition.IfMatch;
          if (!unchanged) return there?.body === body ? there.etag : undefined;
          // Nobody has won yet. The other write may be our own, whose answer got lost.
          if (conflicts === MOST_CONFLICTS) throw error;
        }
      }
    });
  }

  private async inBucket<T>(work: (s3: S3) => Promise<T>): Promise<T> {
    try {
      return await work(await this.clients.s3());
    } catch (error) {
      if (nameOf(error) !== 'NoSuchBucket') throw error;
      throw new Failure(
        'backendMissing',
        `"${this.environment}" has no release bucket (${this.bucket}), so nothing was ever deployed there. Nothing was changed. First: ${npxSlipway('deploy', this.environment)}`,
      );
    }
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
