import { NextResponse, type NextRequest } from 'next/server';
import { errorReporting } from './error-reporting';
import { releaseOf } from './release';
import { REQUEST_ID, requestId } from './request-id';
import { contentSecurityPolicy, SECURITY_HEADERS } from './security-headers';

/** Runs before every page and route: gives the request its id and the answer what all answers have in common. */
export function proxy(request: NextRequest): NextResponse {
  const id = requestId(request.headers.get(REQUEST_ID));
  const policy = contentSecurityPolicy({
    nonce: crypto.randomUUID(),
    reportsTo: errorReporting(process.env)?.origin,
    development: process.env.NODE_ENV === 'development',
  });

  const headers = new Headers(request.headers);
  headers.set(REQUEST_ID, id);
  // Next takes the nonce for its own scripts from here.
  headers.set('content-security-policy', policy);

  const response = NextResponse.next({ request: { headers } });
  const { version, commit } = releaseOf(process.env);
  const common = {
    ...SECURITY_HEADERS,
    'content-security-policy': policy,
    [REQUEST_ID]: id,
    'x-release': version,
    'x-release-commit': commit,
  };
  for (const [name, value] of Object.entries(common)) response.headers.set(name, value);
  return response;
}

/** Not before files, which are the same for everybody, nor before the check that a load balancer makes every few seconds. */
export const config = { matcher: '/((?!_next/static/|healthz$).*)' };
