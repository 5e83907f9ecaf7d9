import { inWords } from './connect-error';

const SERVER = { host: 'db.example', port: 5432, trusted: 'the certificate bundle of Amazon RDS' };

const words = (code: string | undefined, message: string) =>
  (inWords(Object.assign(new Error(message), { code }), SERVER) as Error).message;

test.each([
  [undefined, 'The server does not support SSL connections', 'does not speak TLS', 'PGSSLMODE=disable'],
  [
    '28000',
    'no pg_hba.conf entry for host "::1", user "a", database "b", no encryption',
    'takes TLS only',
    'Leave',
  ],
  [
    'SELF_SIGNED_CERT_IN_CHAIN',
    'self-signed certificate',
    'the certificate bundle of Amazon RDS',
    'PGSSLROOTCERT',
  ],
  [
    'CERT_SIGNATURE_FAILURE',
    'certificate signature failure',
    'no authority that the app trusts',
    'PGSSLROOTCERT',
  ],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    "Host: db.example. is not cert's CN: x",
    'for another name',
    'DATABASE_HOST',
  ],
  ['CERT_HAS_EXPIRED', 'certificate has expired', 'not valid now (certificate has expired)', 'Renew it'],
])('%p: where, what and what to do', (code, message, what, todo) => {
  const said = words(code, message);
  expect(said).toContain('Postgres at db.example:5432');
  expect(said).toContain(what);
  expect(said).toContain(todo);
});

test.each([
  ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:5432'],
  ['28P01', 'password authentication failed for user "a"'],
  ['toString', 'timeout expired'],
])('%s says enough by itself', (code, message) => {
  expect(words(code, message)).toBe(message);
});

test('what is no error stays what it is', () => {
  expect(inWords('gone', SERVER)).toBe('gone');
});
