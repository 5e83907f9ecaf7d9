/** Whom a connection was for. */
export interface Server {
  readonly host: string;
  readonly port: number;
  /** Whom the app trusts, in words. */
  readonly trusted: string;
}

type Words = (server: Server, message: string) => string;

const NO_TLS: Words = ({ host, port }) =>
  `Postgres at ${host}:${port} does not speak TLS, so nothing was sent there. Switch TLS on there (ssl = on); for a Postgres on your own machine set PGSSLMODE=disable.`;

const TLS_ONLY: Words = ({ host, port }) =>
  `Postgres at ${host}:${port} takes TLS only, and PGSSLMODE=disable has switched it off here. Leave PGSSLMODE out.`;

const OTHER_AUTHORITY: Words = ({ host, port, trusted }, message) =>
  `The certificate of Postgres at ${host}:${port} is of no authority that the app trusts (${message}), so nothing was sent there. Trusted is ${trusted}. If that server is the right one, put the certificate of its authority into a file and name it with PGSSLROOTCERT; for an AWS region that is newer than the bundle: https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem`;

const OTHER_NAME: Words = ({ host, port }, message) =>
  `The certificate of Postgres at ${host}:${port} is for another name, so nothing was sent there: somebody may answer in its place. DATABASE_HOST must be the name that RDS shows as the endpoint. (${message})`;

const OUTDATED: Words = ({ host, port }, message) =>
  `The certificate of Postgres at ${host}:${port} is not valid now (${message}), so nothing was sent there. Renew it there (on RDS: choose a newer certificate authority for the instance) and look at this machine's clock.`;

/** Node's codes: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const BY_CODE: { readonly [code: string]: Words } = {
  SELF_SIGNED_CERT_IN_CHAIN: OTHER_AUTHORITY,
  DEPTH_ZERO_SELF_SIGNED_CERT: OTHER_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: OTHER_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: OTHER_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: OTHER_AUTHORITY,
  // An authority of the same name with another key.
  CERT_SIGNATURE_FAILURE: OTHER_AUTHORITY,
  CERT_HAS_EXPIRED: OUTDATED,
  CERT_NOT_YET_VALID: OUTDATED,
  ERR_TLS_CERT_ALTNAME_INVALID: OTHER_NAME,
};

const BY_MESSAGE: readonly (readonly [RegExp, Words])[] = [
  [/^The server does not support SSL connections$/, NO_TLS],
  [/no pg_hba\.conf entry .*no encryption/, TLS_ONLY],
];

/** An error of a connection as people can act on it; what needs no explaining stays as it is. */
export function inWords(error: unknown, server: Server): unknown {
  if (!(error instanceof Error)) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const words =
    (code !== undefined && Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined) ??
    BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1];
  return words ? new Error(words(server, message), { cause: error }) : error;
}
