import type { Area } from '../invariant';
import type { Arguments, Stack } from '../stack';
import { statementsOf } from '../statements';

/** Checks, for every bucket, the one resource of the type that is about it. */
function ofEach(type: string, check: (resource: Arguments, bucket: Arguments, stack: Stack) => void) {
  return (stack: Stack): void => {
    for (const bucket of stack.some('aws_s3_bucket')) {
      const found = stack
        .all(type)
        .filter((resource) => String(resource.bucket).startsWith(`\${${bucket.address}.`));
      const [resource, ...others] = found;
      if (!resource || others.length > 0)
        throw new Error(`${bucket.address} has ${found.length} ${type}, not one.`);
      check(resource, bucket, stack);
    }
  };
}

export const buckets: Area = {
  area: 'buckets',
  claims: {
    'all that is said of a bucket is said in its region': (stack) => {
      for (const bucket of stack.some('aws_s3_bucket')) {
        const about = stack.types
          .filter((type) => type.startsWith('aws_s3_bucket_'))
          .flatMap((type) => stack.all(type))
          .filter((resource) => String(resource.bucket).startsWith(`\${${bucket.address}.`));
        expect(new Set(about.map(({ provider }) => provider))).toEqual(new Set([bucket.provider]));
      }
    },

    'no bucket can be made public': ofEach('aws_s3_bucket_public_access_block', (block) => {
      expect(block).toMatchObject({
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      });
    }),

    'every bucket keeps versions': ofEach('aws_s3_bucket_versioning', ({ versioning_configuration }) => {
      expect(versioning_configuration).toEqual({ status: 'Enabled' });
    }),

    'every bucket is encrypted': ofEach('aws_s3_bucket_server_side_encryption_configuration', ({ rule }) => {
      const [encryption, ...others] = rule as {
        apply_server_side_encryption_by_default: { sse_algorithm: string; kms_master_key_id?: string };
      }[];
      expect(others).toEqual([]);
      const { sse_algorithm: algorithm, kms_master_key_id: key } =
        encryption?.apply_server_side_encryption_by_default ?? {};
      // S3's own key only where a delivery of AWS writes or CloudFront reads, which know no other.
      expect([algorithm, key]).toEqual(
        algorithm === 'AES256' ? ['AES256', undefined] : ['aws:kms', expect.stringContaining('aws_kms_key.')],
      );
    }),

    'every bucket is spoken to by TLS alone': ofEach('aws_s3_bucket_policy', ({ policy }, { address }) => {
      expect(statementsOf(policy)).toContainEqual({
        effect: 'Deny',
        actions: ['s3:*'],
        resources: [`\${${address}.arn}`, `\${${address}.arn}/*`],
        principals: ['AWS:*'],
        conditions: ['Bool aws:SecureTransport false'],
      });
    }),

    'no bucket keeps what was never finished uploading': ofEach(
      'aws_s3_bucket_lifecycle_configuration',
      ({ rule }) => {
        expect(rule).toEqual([
          expect.objectContaining({
            status: 'Enabled',
            abort_incomplete_multipart_upload: [{ days_after_initiation: expect.any(Number) }],
          }),
        ]);
      },
    ),

    'logs of requests go when the environment’s logs do, and nothing else does by age': ofEach(
      'aws_s3_bucket_lifecycle_configuration',
      ({ rule }, { bucket }, { environment }) => {
        const expirations = (rule as { expiration?: object[] }[]).map(({ expiration }) => expiration);
        expect(expirations).toEqual([
          /-logs-\d+$/.test(String(bucket)) ? [{ days: environment.logs.retentionDays }] : undefined,
        ]);
      },
    ),
  },
};
