import { KeyObject, webcrypto } from 'node:crypto';

/** What a server shows, and proves that it is its own; both PEM. */
export interface ServerCertificate {
  readonly certificate: string;
  readonly key: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
/** Clocks that differ a little, and a cloud that is left running for long. */
const BACKDATED_MS = 60 * 60_000;
const VALID_MS = 365 * 24 * 60 * 60_000;
/** By what names and addresses clients of this machine reach a server. */
const NAMES = [
  { type: 'dns', value: 'localhost' },
  { type: 'ip', value: '127.0.0.1' },
  { type: 'ip', value: '::1' },
] as const;

/**
 * What Amazon's authority is to RDS: signs the certificates of the cloud's Postgres servers. Each run of a cloud has one
 * of its own, whose key never leaves memory, so that nobody has anything to gain from its files.
 */
export class CertificateAuthority {
  private constructor(
    private readonly keys: webcrypto.CryptoKeyPair,
    /** For clients to trust, PEM. */
    readonly certificate: string,
  ) {}

  static async create(): Promise<CertificateAuthority> {
    const x509 = await library();
    const keys = await newKeys();
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
      ...validity(),
      name: 'CN=Postgres of an embedded cloud',
      signingAlgorithm: ALGORITHM,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    return new CertificateAuthority(keys, certificate.toString('pem'));
  }

  async issue(): Promise<ServerCertificate> {
    const x509 = await library();
    const keys = await newKeys();
    const certificate = await x509.X509CertificateGenerator.create({
      ...validity(),
      subject: 'CN=localhost',
      issuer: new x509.X509Certificate(this.certificate).subject,
      signingAlgorithm: ALGORITHM,
      publicKey: keys.publicKey,
      signingKey: this.keys.privateKey,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension([...NAMES]),
        await x509.AuthorityKeyIdentifierExtension.create(this.keys.publicKey),
      ],
    });
    return {
      certificate: certificate.toString('pem'),
      key: KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }) as string,
    };
  }
}

/** Loaded when a first database is made, not when a cloud starts. */
async function library() {
  // What decorators of the library's dependencies need.
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function validity(): { notBefore: Date; notAfter: Date } {
  const now = Date.now();
  return { notBefore: new Date(now - BACKDATED_MS), notAfter: new Date(now + VALID_MS) };
}
