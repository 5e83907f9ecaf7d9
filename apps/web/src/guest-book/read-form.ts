/** More than the longest entry takes, each character as `%XX%XX%XX%XX`. */
const LARGEST_BYTES = 16_384;

/**
 * Fields of a posted form. Read by hand, because `request.formData()` takes whatever size is sent.
 *
 * @returns `undefined` for what is too large
 */
export async function readForm(request: Request): Promise<URLSearchParams | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > LARGEST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
