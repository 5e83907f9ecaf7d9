/** A bucket, as an origin's domain name says it. */
export interface BucketAddress {
  readonly bucket: string;
  /** @default us-east-1, as S3 takes the name without a region for */
  readonly region: string;
}

/**
 * @param domainName `<bucket>.s3.<region>.amazonaws.com`, also with a hyphen before the region or without one
 * @returns `undefined` where it is none
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function bucketAddress(domainName: string): BucketAddress | undefined {
  const match = /^(.+)\.s3(?:[.-]([a-z0-9-]+))?\.amazonaws\.com$/.exec(domainName.toLowerCase());
  return match?.[1] === undefined ? undefined : { bucket: match[1], region: match[2] ?? 'us-east-1' };
}
