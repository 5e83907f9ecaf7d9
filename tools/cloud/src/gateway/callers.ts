import { callAws } from '../aws-call';

/** Whose key it is, or why moto refuses it: it was made before a reset. */
export type Caller =
  | { readonly account: string; /** Its ARN. */ readonly principal?: string }
  | { readonly expired: string };

/** Which account an access key belongs to, as moto says. Asked once a key. */
export class Callers {
  private known = new Map<string, Promise<Caller>>();

  /** @param endpoint moto's own */
  constructor(private readonly endpoint: string) {}

  of(accessKeyId: string): Promise<Caller> {
    const known = this.known.get(accessKeyId);
    if (known) return known;
    const { known: current } = this;
    const asked = this.ask(accessKeyId);
    current.set(accessKeyId, asked);
    const forget = () => current.delete(accessKeyId);
    asked.then((caller) => 'expired' in caller && forget(), forget);
    return asked;
  }

  forget(): void {
    this.known = new Map();
  }

  /** @throws Failure `cloud` when moto does not answer as it should */
  private async ask(accessKeyId: string): Promise<Caller> {
    const answer = await callAws(
      { endpoint: this.endpoint, accessKeyId, region: 'us-east-1' },
      {
        service: 'sts',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'Action=GetCallerIdentity&Version=2011-06-15',
        accept: ['ExpiredToken'],
      },
    );
    const field = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(answer)?.[1];
    return answer.includes('ExpiredToken')
      ? { expired: field('Message') ?? 'These credentials have expired: make new ones.' }
      : { account: field('Account') ?? '', principal: field('Arn') };
  }
}
