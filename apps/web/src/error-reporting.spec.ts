import { errorReporting } from './error-reporting';

const env = (SENTRY_DSN?: string) => ({ SENTRY_DSN });

test('says where errors go, and what the policy must let through', () => {
  const dsn = 'https://abc123@o1.ingest.sentry.io/42';
  expect(errorReporting(env(dsn))).toEqual({ dsn, origin: 'https://o1.ingest.sentry.io' });
});

test.each([undefined, '', 'none', 'http://abc@sentry.example/1', 'https://sentry.example/1'])(
  '%s is no place',
  (dsn) => {
    expect(errorReporting(env(dsn))).toBeUndefined();
  },
);
