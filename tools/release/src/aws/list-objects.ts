import type { S3, _Object } from '@aws-sdk/client-s3';

/** All objects of a bucket whose keys begin with `Prefix`, in alphabetical order. */
export async function* listObjects(s3: S3, Bucket: string, Prefix: string): AsyncGenerator<_Object> {
  for await (const { Contents = [] } of s3.paginateListObjectsV2({ Bucket, Prefix })) yield* Contents;
}
