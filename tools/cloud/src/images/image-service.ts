import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { ApiAnswer, ApiCall, ApiService } from '../gateway/api-service';
import type { Backend } from '../gateway/backend';
import type { ImageStore } from './image-store';

/** Where blobs are served at the gateway; the digest follows. */
export const BLOBS_PATH = '/_slipway/blobs/';

export interface ImageServiceOptions {
  readonly store: ImageStore;
  readonly backend: Backend;
  /** The gateway's address. */
  readonly endpoint: () => string;
}

/** The part of ECR that moto lacks: blobs can be fetched, so that an image's config is read as on AWS. */
export class ImageService implements ApiService {
  readonly #options: ImageServiceOptions;

  constructor(options: ImageServiceOptions) {
    this.#options = options;
  }

  async answer(call: ApiCall): Promise<ApiAnswer | undefined> {
    if (call.service !== 'ecr' || call.operation !== 'GetDownloadUrlForLayer') return undefined;
    const { repositoryName, layerDigest, registryId } = JSON.parse(String(call.body)) as {
      readonly repositoryName: string;
      readonly layerDigest: string;
      readonly registryId?: string;
    };
    const { ecr } = this.#options.backend.in({ account: registryId ?? call.account, region: call.region });
    const missing = await ecr.describeRepositories({ repositoryNames: [repositoryName] }).then(
      () => undefined,
      (error: Error) => error,
    );
    if (missing) return refusal(missing.name, missing.message);
    if (!(await this.#options.store.blob(layerDigest))) {
      return refusal('LayersNotFoundException', `The layer with digest '${layerDigest}' does not exist.`);
    }
    return json(200, { downloadUrl: `${this.#options.endpoint()}${BLOBS_PATH}${layerDigest}`, layerDigest });
  }

  /** Answers a GET of {@link BLOBS_PATH} and a digest. AWS signs such an address; here everybody is on this machine. */
  async serveBlob(path: string, response: ServerResponse): Promise<void> {
    const blob = await this.#options.store.blob(decodeURIComponent(path.slice(BLOBS_PATH.length)));
    if (!blob) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': blob.type, 'content-length': blob.size });
    // A client that goes away in the middle is nobody's failure.
    await pipeline(blob.read(), response).catch(() => undefined);
  }

  async reset(): Promise<void> {
    await this.#options.store.prune([]);
  }

  async stop(): Promise<void> {
    await this.#options.store.prune([]);
  }
}

const json = (status: number, body: object): ApiAnswer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});

const refusal = (code: string, message: string) => json(400, { __type: code, message });
