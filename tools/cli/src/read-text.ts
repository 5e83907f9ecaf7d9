import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { UsageError } from './usage-error';

/**
 * All that comes out of a stream, as text.
 *
 * @throws UsageError when it is not UTF-8: what it is instead would be changed without a word
 */
export async function readText(stream: Readable): Promise<string> {
  const bytes = await buffer(stream);
  try {
    // A byte order mark is part of what was sent.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageError(
      'What came in is not text in UTF-8. Nothing was changed. Convert it (for example: iconv -f latin1 -t utf-8), or send it in Base64 and let the app decode it.',
    );
  }
}
