import { outboundFetch } from '@slipway/tool-outbound';

/** A check of health that takes longer is none. */
const PATIENCE_MS = 5_000;

/** @returns the status that an address answers with, `undefined` when nobody answers */
export async function probe(url: string): Promise<number | undefined> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await outboundFetch(url, { signal });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return undefined;
  }
}
