import { contentSecurityPolicy } from './security-headers';

const directives = (policy: string) =>
  Object.fromEntries(
    policy.split('; ').map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]),
  );

test('only scripts with the nonce run, and nothing comes from elsewhere', () => {
  const policy = contentSecurityPolicy({ nonce: 'n0nce' });
  expect(directives(policy)).toMatchObject({
    'default-src': "'self'",
    'script-src': "'self' 'nonce-n0nce' 'strict-dynamic'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
    'form-action': "'self'",
  });
  expect(policy).not.toContain('unsafe');
});

test('errors may be reported to where they are to go, and nowhere else', () => {
  const { 'connect-src': connect } = directives(
    contentSecurityPolicy({ nonce: 'n', reportsTo: 'https://o1.ingest.sentry.io' }),
  );
  expect(connect).toBe("'self' https://o1.ingest.sentry.io");
  expect(directives(contentSecurityPolicy({ nonce: 'n' }))['connect-src']).toBe("'self'");
});

test("the development server's needs are its own", () => {
  expect(contentSecurityPolicy({ nonce: 'n', development: true })).toContain("'unsafe-eval'");
});
