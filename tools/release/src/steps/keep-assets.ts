import type { Cause } from '../record/release-record';
import { isAwsRefusal, refusalWords } from '../aws/aws-refusal';
import { assetsWords } from '../present/release-words';
import type { Run } from '../engine/run';
import { AssetsError } from '../assets/assets-error';
import type { ImageAssets } from '../assets/image-assets';
import { uploadAssets, type KeptAssets } from './upload-assets';

/**
 * The phase in which an image's assets are put where they outlive its tasks, before any of those serves a page that
 * names them.
 *
 * @returns why the release must not go on
 */
export async function keepAssets(run: Run, digest: string, image: ImageAssets): Promise<Cause | undefined> {
  const result = await run.phase('assets', () => kept(run, digest, image), {
    failed: (outcome) => 'words' in outcome,
    detail: (outcome) => ('words' in outcome ? undefined : assetsWords(outcome)),
  });
  if ('words' in result) return result;
  await run.update({ assets: result });
  return undefined;
}

async function kept(run: Run, digest: string, image: ImageAssets): Promise<KeptAssets | Cause> {
  try {
    return await uploadAssets(run, digest, image);
  } catch (error) {
    // A download that Ctrl-C ended fails in its own words.
    run.check();
    const found = error instanceof AssetsError ? error : undefined;
    if (!found && !isAwsRefusal(error)) throw error;
    return {
      kind: 'assets',
      words: `Its assets could not be stored. ${found?.message ?? refusalWords(error as Error)}`,
      logs: [],
      ...(found?.next !== undefined && { next: found.next }),
    };
  }
}
