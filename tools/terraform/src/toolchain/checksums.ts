import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * @param signature detached and binary, as HashiCorp publishes it
 * @param key armored public key
 * @throws Error when `checksums` is not what the key's owner signed
 */
export async function verifyChecksums(checksums: string, signature: Uint8Array, key: string): Promise<void> {
  const openpgp = await import('openpgp');
  try {
    await openpgp.verify({
      message: await openpgp.createMessage({ binary: new TextEncoder().encode(checksums) }),
      signature: await openpgp.readSignature({ binarySignature: Uint8Array.from(signature) }),
      verificationKeys: await openpgp.readKey({ armoredKey: key }),
      // Without it, a wrong signature is reported in the result and does not throw.
      expectSigned: true,
    });
  } catch (error) {
    throw new Error(`the checksums are not signed by HashiCorp: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** The line `<sha-256>  <file>` of a SHA256SUMS file. */
export function publishedChecksum(file: string, checksums: string): string {
  const line = checksums.split('\n').find((entry) => entry.split(/\s+/)[1] === file);
  if (!line) throw new Error(`${file} is not among the signed checksums`);
  return line.split(/\s+/)[0]!;
}

export function checksumOfFile(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
