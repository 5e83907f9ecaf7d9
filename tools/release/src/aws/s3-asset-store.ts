import type { S3 } from '@aws-sdk/client-s3';
import { complaintOf, type AwsClients } from '@slipway/tool-aws';
import { npxSlipway } from '@slipway/tool-terminal';
import { isAwsRefusal, refusalWords } from './aws-refusal';
import { listObjects } from './list-objects';
import { AssetsError } from '../assets/assets-error';
import type { AssetStore, ListedObject, ObjectToStore } from '../ports/asset-store';

/** DeleteObjects takes 1000 keys at a time. */
const REMOVED_AT_ONCE = 1000;

/**
 * An environment's bucket of assets.
 *
 * @throws AssetsError, all methods, for what S3 does not like or does not allow; what may pass is thrown as it is
 */
export class S3AssetStore implements AssetStore {
  constructor(
    private readonly clients: Pick<AwsClients, 's3'>,
    private readonly bucket: string,
    private readonly environment: string,
  ) {}

  list(prefix: string): Promise<readonly ListedObject[]> {
    return this.inBucket(async (s3) => {
      const listed: ListedObject[] = [];
      for await (const { Key, LastModified } of listObjects(s3, this.bucket, prefix)) {
        if (Key !== undefined && LastModified) listed.push({ key: Key, writtenAt: LastModified.getTime() });
      }
      return listed;
    });
  }

  get(key: string): Promise<string | undefined> {
    return this.inBucket(async (s3) => {
      try {
        const { Body } = await s3.getObject({ Bucket: this.bucket, Key: key });
        return (await Body?.transformToString()) ?? '';
      } catch (error) {
        if ((error as Error).name === 'NoSuchKey') return undefined;
        throw error;
      }
    });
  }

  put({ key, body, contentType, cacheControl }: ObjectToStore): Promise<void> {
    return this.inBucket(async (s3) => {
      await s3.putObject({
        Bucket: this.bucket,
        Key: key,
        Body: body,
        ContentType: contentType,
        CacheControl: cacheControl,
      });
    });
  }

  remove(keys: readonly string[]): Promise<void> {
    return this.inBucket(async (s3) => {
      for (let from = 0; from < keys.length; from += REMOVED_AT_ONCE) {
        const Objects = keys.slice(from, from + REMOVED_AT_ONCE).map((Key) => ({ Key }));
        const { Errors = [] } = await s3.deleteObjects({
          Bucket: this.bucket,
          Delete: { Objects, Quiet: true },
        });
        const [first] = Errors;
        if (first) throw new AssetsError(`S3 does not remove ${first.Key} (${first.Message ?? first.Code}).`);
      }
    });
  }

  private async inBucket<T>(work: (s3: S3) => Promise<T>): Promise<T> {
    try {
      return await work(await this.clients.s3());
    } catch (error) {
      throw this.worded(error);
    }
  }

  private worded(error: unknown): unknown {
    const { name, message } = error as Error;
    if (name === 'NoSuchBucket') {
      return new AssetsError(
        `"${this.environment}" has no bucket for assets (${this.bucket}). It has not been deployed since assets were turned on.`,
        npxSlipway('deploy', this.environment),
      );
    }
    const about = complaintOf(error)?.about;
    if (about === 'denied') {
      return new AssetsError(
        `The credentials are not allowed to use the bucket for assets (${this.bucket}). Use those of a role that is. AWS said: ${message || name}`,
      );
    }
    return about === undefined && isAwsRefusal(error) ? new AssetsError(refusalWords(error)) : error;
  }
}
