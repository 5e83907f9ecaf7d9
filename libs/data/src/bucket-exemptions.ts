import type { BucketRef, KeyRef } from '@slipway/core';
import type { LogSource } from './log-delivery';

/** What of a bucket's props decides; `BucketProps` says what each means. */
interface Uses {
  readonly logsOf?: LogSource;
  readonly servedPrefix?: string;
  readonly key?: KeyRef;
  readonly accessLogs?: BucketRef;
  /** Only of a bucket outside of the home region. */
  readonly provider?: object;
}

/** Security rules that a bucket of this use does not meet, each with the reason. */
export function bucketExemptions({ logsOf, servedPrefix, key, accessLogs, provider }: Uses): {
  readonly [rule: string]: string;
} {
  return {
    CKV_AWS_144: 'One region: a copy elsewhere would double the cost of what can be made again',
    CKV2_AWS_62: 'Nothing listens to events of this bucket',
    ...(!key && { CKV_AWS_145: withoutKey({ logsOf, servedPrefix }) }),
    ...(!accessLogs && {
      CKV_AWS_18:
        logsOf === 'buckets'
          ? 'It would log itself for ever'
          : provider
            ? 'S3 logs accesses within a region only, and the bucket for them is in another'
            : 'No bucket for access logs was given',
    }),
  };
}

function withoutKey({ logsOf, servedPrefix }: Uses): string {
  if (logsOf) return "Log delivery takes S3's own keys only";
  if (servedPrefix === undefined) return "No key was given: S3's own is used";
  return 'CloudFront would read them with a key only if its policy named the distribution, and these files are public';
}
