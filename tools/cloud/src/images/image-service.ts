import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { paginateListImages } from '@aws-sdk/client-ecr';
import type { ApiAnswer, ApiCall, ApiService } from '../gateway/api-service';
import type { Backend } from '../gateway/backend';
import type { KeptPart } from '../points/kept-part';
import type { ImageStore } from './image-store';

/** Where blobs are served at the gateway; the digest follows. */
export const BLOBS_PATH = '/_slipway/blobs/';

export interface ImageServiceOptions {
  readonly store: ImageStore;
  readonly backend: Backend;
  /** The gateway's address. */
  readonly endpoint: () => string;
}

interface Repository {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly digests: readonly string[];
}

const CHANGING = ['PutImage', 'BatchDeleteImage', 'DeleteRepository'];

/** The part of ECR that moto lacks: blobs can be fetched, so that an image's config is read as on AWS. */
export class ImageService implements ApiService, KeptPart {
  readonly #options: ImageServiceOptions;
  /** What ECR has of the images that are kept here. */
  #repositories = new Map<string, Repository>();

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

  /** Reads a repository again when its images may have changed. */
  async observe(call: ApiCall, { status }: ApiAnswer): Promise<void> {
    if (call.service !== 'ecr' || status !== 200 || !CHANGING.includes(call.operation)) return;
    const { repositoryName: name, registryId } = JSON.parse(String(call.body)) as {
      readonly repositoryName: string;
      readonly registryId?: string;
    };
    const { region } = call;
    const account = registryId ?? call.account;
    const { ecr } = this.#options.backend.in({ account, region });
    const digests = new Set<string>();
    try {
      for await (const { imageIds = [] } of paginateListImages({ client: ecr }, { repositoryName: name }))
        for (const { imageDigest } of imageIds) if (imageDigest) digests.add(imageDigest);
    } catch (error) {
      if ((error as Error).name !== 'RepositoryNotFoundException') throw error;
    }
    const key = [account, region, name].join('/');
    if (digests.size > 0) this.#repositories.set(key, { account, region, name, digests: [...digests] });
    else this.#repositories.delete(key);
  }

  /** Digests of all images that a registry knows. */
  known(): readonly string[] {
    return [...new Set([...this.#repositories.values()].flatMap(({ digests }) => digests))];
  }

  save(): readonly Repository[] {
    return [...this.#repositories.values()];
  }

  restore(saved: readonly Repository[]): void {
    this.#repositories = new Map(saved.map((one) => [[one.account, one.region, one.name].join('/'), one]));
  }

  async resume(): Promise<void> {
    // Folders are where they were.
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
    this.#repositories = new Map();
    await this.#options.store.prune([]);
  }

  async stop(): Promise<void> {
    // The next start finds what is needed again.
  }
}

const json = (status: number, body: object): ApiAnswer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});

const refusal = (code: string, message: string) => json(400, { __type: code, message });
