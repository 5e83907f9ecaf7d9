import { createHash } from 'node:crypto';
import { imageRepository, type Environment } from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';
import type { ReleasePorts } from '../ports/ports';

/** Where an image's blobs come from. */
export interface BlobSource {
  readonly clients: Pick<AwsClients, 'ecr'>;
  readonly environment: Pick<Environment, 'app' | 'aws'>;
  readonly fetchBytes: ReleasePorts['fetchBytes'];
}

/** A blob's bytes were not those of its digest. Worth another try: it is what a broken download looks like. */
export class DamagedBlob extends Error {
  override readonly name = 'DamagedBlob';

  constructor(digest: string) {
    super(`What the registry sent is not ${digest}.`);
  }
}

/**
 * A blob of an image, its digest checked. The last bytes are only known to be right when it has ended, so nothing may be
 * made of any of them before.
 *
 * @throws DamagedBlob at the end
 */
export async function* blobBytes(
  { clients, environment, fetchBytes }: BlobSource,
  digest: string,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const ecr = await clients.ecr();
  const { downloadUrl } = await ecr.getDownloadUrlForLayer({
    ...imageRepository(environment),
    layerDigest: digest,
  });
  if (downloadUrl === undefined) throw new DamagedBlob(digest);
  const hash = createHash('sha256');
  for await (const bytes of fetchBytes(downloadUrl, signal)) {
    hash.update(bytes);
    yield bytes;
  }
  if (`sha256:${hash.digest('hex')}` !== digest) throw new DamagedBlob(digest);
}
