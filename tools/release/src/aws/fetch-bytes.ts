import { outboundFetch } from '@slipway/tool-outbound';

/**
 * The bytes of an address, as they come. AWS signs those of an image's blobs for an hour, so they are asked for anew
 * rather than kept.
 *
 * @throws Error with the status in `$metadata`, as an AWS client throws it, so that both are waited out alike
 */
export async function* fetchBytes(url: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const response = await outboundFetch(url, { signal });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw Object.assign(new Error(`The registry answers ${response.status} for a part of the image.`), {
      $metadata: { httpStatusCode: response.status },
    });
  }
  yield* response.body as unknown as AsyncIterable<Uint8Array>;
}
