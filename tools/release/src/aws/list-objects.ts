import type { S3, _Object } from '@aws-sdk/client-s3';

/** All objects of a bucket whose keys begin with `Prefix`, in alphabetical order; S3 answers 1000 at a time. */
export async function* listObjects(s3: S3, Bucket: string, Prefix: string): AsyncGenerator<_Object> {
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.listObjectsV2({ Bucket, Prefix, ContinuationToken });
    yield* page.Contents ?? [];
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
}
