export interface PolicyOptions {
  /** Lets the scripts run that the server has put into this page, and what they load. */
  readonly nonce: string;
  /** Origin that browsers report errors to. @default none */
  readonly reportsTo?: string;
  /** Next's development server compiles in the browser and keeps a socket open. @default false */
  readonly development?: boolean;
}

/**
 * The content security policy of a page: its own scripts by nonce, everything else from its own origin.
 *
 * @see https://nextjs.org/docs/app/guides/content-security-policy
 */
export function contentSecurityPolicy({ nonce, reportsTo, development = false }: PolicyOptions): string {
  const directives = {
    'default-src': ["'self'"],
    'script-src': [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...(development ? ["'unsafe-eval'"] : []),
    ],
    'style-src': ["'self'", ...(development ? ["'unsafe-inline'"] : [])],
    'img-src': ["'self'", 'data:'],
    'connect-src': ["'self'", ...(reportsTo ? [reportsTo] : []), ...(development ? ['ws:'] : [])],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}

/** The same for every answer. `Strict-Transport-Security` is heeded by browsers only where they came by HTTPS. */
export const SECURITY_HEADERS: { readonly [name: string]: string } = {
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
};
