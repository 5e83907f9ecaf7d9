import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { outboundFetch } from '@slipway/tool-outbound';

/** Where Terraform is downloaded. */
export interface Releases {
  find(version: string): Promise<Release>;
}

export interface Release {
  readonly name: string;
  readonly version: string;
  /** Name of the file of checksums, beside the archives. */
  readonly shasums?: string;
  /** Its signature by HashiCorp's current key. */
  readonly shasums_signature?: string;
  getBuild(os: string, arch: string): { readonly url: string; readonly filename: string } | undefined;
  download(url: string, file: string): Promise<void>;
  unpack(directory: string, archive: string): Promise<void>;
}

const HOST = 'https://releases.hashicorp.com';
const HEADERS = { 'user-agent': 'slipway' };

/**
 * HashiCorp's releases. The library of theirs reads what a release says of itself and unpacks it; its own downloads know
 * neither NO_PROXY nor a company's authorities. It is loaded only when something is downloaded: it brings an HTTP client.
 *
 * @param env names proxy and authorities
 */
export function hashiCorpReleases(env: NodeJS.ProcessEnv): Releases {
  return {
    async find(version) {
      const response = await fetched(`${HOST}/terraform/${version}/index.json`, env);
      const described: unknown = await response.json();
      const { Release: Described } = await import('@hashicorp/js-releases');
      return Object.assign(new Described(described), {
        async download(url: string, file: string) {
          const { body } = await fetched(url, env);
          await pipeline(Readable.from(body ?? []), createWriteStream(file));
        },
      });
    },
  };
}

async function fetched(url: string, env: NodeJS.ProcessEnv): Promise<Response> {
  const response = await outboundFetch(url, { env, headers: HEADERS }).catch((error: Error) => {
    // `fetch failed` says nothing; its cause does.
    throw error.cause instanceof Error ? error.cause : error;
  });
  if (response.ok) return response;
  await response.body?.cancel();
  throw new Error(`${url} answers ${response.status}`);
}
