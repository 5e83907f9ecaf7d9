import { Failure } from '@slipway/tool-terminal';

/** Who calls, and where. */
export interface Caller {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly region: string;
}

export interface AwsCall {
  /** Its signing name, such as `s3`. */
  readonly service: string;
  /** @default 'POST' */
  readonly method?: 'GET' | 'POST' | 'PUT';
  /** @default '/' */
  readonly path?: string;
  readonly headers?: { readonly [name: string]: string };
  /** @default none */
  readonly body?: string;
  /** Error codes that mean it is done already. @default none */
  readonly accept?: readonly string[];
}

/**
 * One call to the embedded cloud, which reads service, region and account from the authorization and looks at no
 * signature. For the few calls that the tool makes itself; everything else brings an SDK.
 *
 * @returns the answer's body
 * @throws Failure `cloud` when the call is refused
 */
export async function callAws(caller: Caller, call: AwsCall): Promise<string> {
  const { service, method = 'POST', path = '/', headers = {}, body, accept = [] } = call;
  const scope = `${caller.accessKeyId}/20260101/${caller.region}/${service}/aws4_request`;
  const response = await fetch(`${caller.endpoint}${path}`, {
    method,
    headers: {
      ...headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
    },
    body,
  });
  const text = await response.text();
  if (response.ok || accept.some((code) => text.includes(code))) return text;
  throw new Failure('cloud', `The embedded cloud refused ${service} ${method} ${path}: ${text}`);
}

const QUERY_VERSIONS = { ec2: '2016-11-15', iam: '2010-05-08' } as const;

/** For services that speak the query protocol: they answer in XML. */
export function queryCall(
  service: keyof typeof QUERY_VERSIONS,
  action: string,
  parameters: { readonly [name: string]: string } = {},
): AwsCall & { readonly body: string } {
  const form = new URLSearchParams({ Action: action, Version: QUERY_VERSIONS[service], ...parameters });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { service, headers, body: form.toString() };
}

/** For services that speak JSON; `target` is what their API reference calls `X-Amz-Target`. */
export function jsonCall(service: string, target: string, body: object, accept?: readonly string[]): AwsCall {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  return { service, headers, body: JSON.stringify(body), accept };
}
