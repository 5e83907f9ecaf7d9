import type { Cause } from '../record/release-record';
import { isAwsRefusal, refusalWords } from '../aws/aws-refusal';
import { assetsWords } from '../present/release-words';
import type { ReleaseRun } from '../engine/release-run';
import { AssetsError } from '../assets/assets-error';
import type { PreparedAssets } from './prepare-image';
import { uploadAssets, type KeptAssets } from './upload-assets';

/**
 * The phase in which the images' assets are put where they outlive the tasks, before any of those serves a page that
 * names them.
 *
 * @returns why the release must not go on
 */
export async function keepAssets(
  run: ReleaseRun,
  assets: readonly PreparedAssets[],
): Promise<Cause | undefined> {
  const result = await run.phase('assets', () => kept(run, assets), {
    failed: (outcome) => 'words' in outcome,
    detail: (outcome) => ('words' in outcome ? undefined : assetsWords(outcome)),
  });
  if ('words' in result) return result;
  await run.update({ assets: result });
  return undefined;
}

async function kept(run: ReleaseRun, assets: readonly PreparedAssets[]): Promise<KeptAssets | Cause> {
  try {
    let all: KeptAssets = { files: 0, uploaded: 0, bytes: 0 };
    // One image after the other, so that a file that two of them have is uploaded once.
    for (const { digest, image } of assets) {
      const { files, uploaded, bytes } = await uploadAssets(run, digest, image);
      all = { files: all.files + files, uploaded: all.uploaded + uploaded, bytes: all.bytes + bytes };
    }
    return all;
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
