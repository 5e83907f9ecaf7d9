/** What a signed request says about itself. The embedded cloud looks at no signature, only at these. */
export interface Authorization {
  readonly accessKey: string;
  readonly region: string;
  /** Signing name, such as `ecs`. */
  readonly service: string;
}

/**
 * Reads the credential scope `<access key>/<date>/<region>/<service>/aws4_request`, of the header or of a presigned
 * address.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html
 *
 * @param header `Authorization`
 * @param path with its query
 */
export function authorizationOf(header: string | undefined, path: string): Authorization | undefined {
  const signed = /Credential=([^,\s]+)/.exec(header ?? '')?.[1];
  const scope = (signed ?? queryOf(path).get('X-Amz-Credential'))?.split('/') ?? [];
  const [accessKey, , region, service] = scope;
  return scope.length === 5 && accessKey && region && service ? { accessKey, region, service } : undefined;
}

/**
 * The operation that a request asks for: of `X-Amz-Target` in the JSON protocols, of `Action` in the query protocols,
 * else method and path.
 */
export function operationOf(request: {
  readonly method: string;
  readonly path: string;
  readonly target?: string;
  readonly contentType?: string;
  readonly body: Buffer;
}): string {
  const { method, path, target, contentType = '', body } = request;
  if (target) return target.slice(target.lastIndexOf('.') + 1);
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    const action = new URLSearchParams(body.toString('utf8')).get('Action');
    if (action) return action;
  }
  return `${method} ${path.split('?')[0]}`;
}

function queryOf(path: string): URLSearchParams {
  const start = path.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : path.slice(start));
}
