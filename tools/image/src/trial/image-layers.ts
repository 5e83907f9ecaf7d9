import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the layers of an exported image hold, the lowest first: files and links, from the image's root.
 *
 * @param folder with `manifest.json`, and each layer as a tar file called by the digits of its digest
 */
export function imageLayers(folder: string): readonly (readonly string[])[] {
  const { layers } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    readonly layers: readonly { readonly digest: string }[];
  };
  return layers.map(({ digest }) => {
    const tar = join(folder, digest.replace('sha256:', ''));
    const listed = execFileSync('tar', ['--list', '--file', tar], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const files = listed.split('\n').filter((path) => path !== '' && !path.endsWith('/'));
    return files.map((path) => path.replace(/^\.\//, ''));
  });
}
