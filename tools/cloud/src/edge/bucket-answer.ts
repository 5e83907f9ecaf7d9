import { randomBytes } from 'node:crypto';
import { Agent } from 'node:http';
import { Readable } from 'node:stream';
import { valuesOf, withHeaders, without, type HeaderList } from '../http/header-list';
import type { RelayFailure } from '../http/relay';
import { bucketAddress } from './bucket-address';
import type { BucketPlace, BucketStore } from './bucket-store';
import type { Distribution, Origin } from './distribution';
import { askOrigin, type OriginAnswer } from './origin-answer';
import { permits, type PolicyRequest } from '../iam/resource-policy';

/** A request that an edge has for a bucket. */
export interface ForBucket {
  readonly account: string;
  readonly distribution: Distribution;
  readonly origin: Origin;
  readonly method: string;
  /** The origin's own path included. A query is not for S3. */
  readonly path: string;
  /** As CloudFront sends them, `Host` among them. */
  readonly headers: HeaderList;
}

/** moto is on this machine and closes each connection when it has answered. */
const HOP = { host: '127.0.0.1', agent: new Agent(), idleMs: 30_000, connectMs: 10_000 };

/**
 * What S3 answers CloudFront: moto has the objects, and whether CloudFront may have them is decided here, by the
 * policies of the bucket and of the key that its objects are encrypted with.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export async function bucketAnswer(
  store: BucketStore,
  asked: ForBucket,
  gone: AbortSignal,
): Promise<OriginAnswer | RelayFailure> {
  const { origin, method, path, headers } = asked;
  const { region = 'us-east-1' } = bucketAddress(origin.domainName) ?? {};
  const place = { account: asked.account, region };
  // S3 finds the bucket by the name that it is called by. A viewer's, passed on, is that of no bucket.
  const host = valuesOf(headers, 'host')[0] ?? origin.domainName;
  const bucket = bucketAddress(host)?.bucket ?? host;
  const policy = await store.policy(bucket, place);
  if (policy === undefined) return refusal('NoSuchBucket');

  const arn = `arn:aws:s3:::${bucket}`;
  const may = (action: string, resource: string) => permits(policy, { ...caller(asked), action, resource });
  const reads = method === 'GET' || method === 'HEAD';
  if (!reads || !may('s3:GetObject', arn + decoded(path))) return refusal('AccessDenied');

  const request = { method, path: `/${bucket}${path}`, headers: await sent(store, place, headers) };
  const answer = await askOrigin({ ...HOP, port: store.port, ...request }, gone);
  if (typeof answer === 'string') return answer;
  const mayKnow = answer.status !== 404 || may('s3:ListBucket', arn);
  if (mayKnow && (await mayDecrypt(store, place, asked, answer.headers)))
    return { ...answer, headers: withHeaders(answer.headers, { Server: 'AmazonS3' }) };
  answer.body.resume();
  return refusal('AccessDenied');
}

/** Whether the policy of the key that an object is encrypted with lets CloudFront use it. */
async function mayDecrypt(
  store: BucketStore,
  place: BucketPlace,
  asked: ForBucket,
  object: HeaderList,
): Promise<boolean> {
  const [encryption = ''] = valuesOf(object, 'x-amz-server-side-encryption');
  if (!encryption.startsWith('aws:kms')) return true;
  const [key] = valuesOf(object, 'x-amz-server-side-encryption-aws-kms-key-id');
  // AWS's own key for S3 is for nobody outside of the account.
  if (!key) return false;
  return permits(await store.keyPolicy(key, place), {
    ...caller(asked),
    action: 'kms:Decrypt',
    resource: key,
  });
}

/** S3 takes its own headers for wishes, and cookies are none of its business. */
async function sent(store: BucketStore, place: BucketPlace, headers: HeaderList): Promise<HeaderList> {
  const passed = without(headers, (name) => name === 'cookie' || name.startsWith('x-amz-'));
  return withHeaders(passed, await store.signed(place));
}

/** CloudFront signs in its own name, for the distribution. */
function caller({ account, distribution, origin }: ForBucket): Pick<PolicyRequest, 'service' | 'context'> {
  const secure = { 'aws:securetransport': 'true', 's3:tlsversion': '1.3' };
  if (!origin.signed) return { context: secure };
  return {
    service: 'cloudfront.amazonaws.com',
    context: { ...secure, 'aws:sourcearn': distribution.arn, 'aws:sourceaccount': account },
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const REFUSALS = {
  AccessDenied: { status: 403, message: 'Access Denied' },
  NoSuchBucket: { status: 404, message: 'The specified bucket does not exist' },
};

function refusal(code: keyof typeof REFUSALS): OriginAnswer {
  const { status, message } = REFUSALS[code];
  const id = randomBytes(8).toString('hex').toUpperCase();
  const body =
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message>` +
    `<RequestId>${id}</RequestId></Error>`;
  const headers = ['Server', 'AmazonS3', 'Content-Type', 'application/xml', 'x-amz-request-id', id];
  return { status, headers, body: Readable.from([Buffer.from(body)]) };
}
