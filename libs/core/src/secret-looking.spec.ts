import { secretLooking } from './secret-looking';

describe('what looks like a secret', () => {
  test.each([
    'PASSWORD',
    'DB_PASSWORD',
    'SECRET_KEY_BASE',
    'NEXTAUTH_SECRET',
    'SENTRY_AUTH_TOKEN',
    'STRIPE_API_KEY',
    'STRIPE_APIKEY',
    'JWT_PRIVATE_KEY',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_ACCESS_KEY_ID',
    'apiKey',
    'dbPassword',
    'google_credentials',
  ])('the name %s', (name) => expect(secretLooking(name, 'x')).toBe('its name says secret'));

  test.each([
    'LOG_LEVEL',
    'MAX_TOKENS',
    'TOKEN_TTL_SECONDS',
    'PASSWORD_MIN_LENGTH',
    'SECRETARY',
    'KEYBOARD',
    'PUBLIC_KEY',
    'DB_SECRET_ARN',
  ])('not the name %s', (name) => expect(secretLooking(name, 'x')).toBeUndefined());

  test.each([
    'postgres://app:hunter2@db.example:5432/app',
    'redis://:hunter2@cache.example',
    'AKIAIOSFODNN7EXAMPLE',
    'ASIAIOSFODNN7EXAMPLE',
    '-----BEGIN RSA PRIVATE KEY-----\nMII',
    '-----BEGIN PRIVATE KEY-----\nMII',
  ])('the value %s', (value) =>
    expect(secretLooking('SETTING', value)).toBe('its value holds a password or key'),
  );

  test.each([
    'https://example.com:8080/a@b',
    'postgres://db.example/app',
    'a:b@c',
    '-----BEGIN CERTIFICATE-----',
  ])('not the value %s', (value) => expect(secretLooking('SETTING', value)).toBeUndefined());
});
