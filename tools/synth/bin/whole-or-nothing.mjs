import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Lets `write` fill a folder of its own and then moves its files into `directory`, one rename each: whoever reads them
 * meanwhile sees old or new, never half a file, and a failed run changes nothing.
 *
 * @param {string} directory
 * @param {(outdir: string) => Promise<unknown>} write
 */
export async function wholeOrNothing(directory, write) {
  mkdirSync(directory, { recursive: true });
  const outdir = mkdtempSync(join(resolve(directory), '.new-'));
  try {
    await write(outdir);
    for (const path of readdirSync(outdir, { recursive: true }).sort()) {
      if (statSync(join(outdir, path)).isDirectory()) mkdirSync(join(directory, path), { recursive: true });
      else renameSync(join(outdir, path), join(directory, path));
    }
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
