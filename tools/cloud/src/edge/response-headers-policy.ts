import { valuesOf, withHeaders, type HeaderList } from '../http/header-list';

/** A header that the edge adds to answers. */
export interface ResponseHeader {
  readonly name: string;
  readonly value: string;
  /** Whether it replaces what the origin said. */
  readonly overrides: boolean;
}

const added = (name: string, value: string): ResponseHeader => ({ name, value, overrides: false });

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html */
const MANAGED: { readonly [id: string]: readonly ResponseHeader[] } = {
  // SecurityHeadersPolicy
  '67f7725c-6f97-4210-82d7-5512b31e9d03': [
    added('Referrer-Policy', 'strict-origin-when-cross-origin'),
    added('Strict-Transport-Security', 'max-age=31536000'),
    { name: 'X-Content-Type-Options', value: 'nosniff', overrides: true },
    added('X-Frame-Options', 'SAMEORIGIN'),
    added('X-XSS-Protection', '1; mode=block'),
  ],
};

/** Policies that nobody here knows add nothing. */
export function responseHeadersPolicy(id: string | undefined): readonly ResponseHeader[] {
  return MANAGED[id ?? ''] ?? [];
}

export function withPolicy(headers: HeaderList, policy: readonly ResponseHeader[]): HeaderList {
  const wanted = policy.filter(
    ({ name, overrides }) => overrides || valuesOf(headers, name.toLowerCase()).length === 0,
  );
  return withHeaders(headers, Object.fromEntries(wanted.map(({ name, value }) => [name, value])));
}
