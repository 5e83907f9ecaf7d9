import { callAws, jsonCall, type AwsCall } from '../aws-call';
import { assumeRole } from '../credentials';

/** Where in AWS a bucket is asked for. */
export interface BucketPlace {
  readonly account: string;
  readonly region: string;
}

/** moto's S3, as far as an edge needs it: asked directly, never through the gateway. */
export class BucketStore {
  private keys = new Map<string, Promise<string>>();

  /** @param endpoint moto's own */
  constructor(private readonly endpoint: string) {}

  /** After a reset: keys from before are refused. */
  forget(): void {
    this.keys = new Map();
  }

  get port(): number {
    return Number(new URL(this.endpoint).port);
  }

  /** Headers that make a request one of the account's; moto looks at no signature. */
  async signed({ account, region }: BucketPlace): Promise<{ readonly [name: string]: string }> {
    const scope = `${await this.key({ account, region })}/20260101/${region}/s3/aws4_request`;
    return {
      Host: new URL(this.endpoint).host,
      Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
    };
  }

  /** @returns `undefined` where there is no such bucket; an empty text where it has no policy */
  async policy(bucket: string, place: BucketPlace): Promise<string | undefined> {
    const path = `/${bucket}?policy`;
    const answer = await this.call(place, { service: 's3', method: 'GET', path, accept: ['NoSuchBucket'] });
    if (answer.includes('<Code>NoSuchBucketPolicy</Code>')) return '';
    return answer.includes('<Code>NoSuchBucket</Code>') ? undefined : answer;
  }

  /** @param key id or ARN of a KMS key */
  async keyPolicy(key: string, place: BucketPlace): Promise<string> {
    const asked = { KeyId: key, PolicyName: 'default' };
    const answer = await this.call(place, jsonCall('kms', 'TrentService.GetKeyPolicy', asked));
    return (JSON.parse(answer) as { readonly Policy: string }).Policy;
  }

  private async call(place: BucketPlace, call: AwsCall): Promise<string> {
    const accessKeyId = await this.key(place);
    return callAws({ endpoint: this.endpoint, accessKeyId, region: place.region }, call);
  }

  private key({ account, region }: BucketPlace): Promise<string> {
    const known = this.keys.get(account);
    if (known) return known;
    const made = assumeRole({ endpoint: this.endpoint }, { account, region }).then(
      ({ accessKeyId }) => accessKeyId,
    );
    this.keys.set(account, made);
    made.catch(() => this.keys.delete(account));
    return made;
  }
}
