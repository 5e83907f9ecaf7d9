import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');
const BUNDLES = join(ROOT, '.slipway/bundle');
const ENTRY = 'tools-cli-src-main';

/** Packages that are imported before any verb is, through all chunks that belong to the start. */
function packagesAtStart(file: string, seen = new Set<string>()): readonly string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const imports = [...readFileSync(file, 'utf8').matchAll(/^(?:import|\} from) (?:.* from )?"([^"]+)";$/gm)];
  return imports.flatMap(([, name = '']) =>
    name.startsWith('.') ? packagesAtStart(join(dirname(file), name), seen) : name,
  );
}

describe('the start of slipway', () => {
  // 0.1 s today; an AWS client, execa or a schema library among these would cost as much again, for every verb.
  it('loads no package but the two that read the line and colour the answer', () => {
    execFileSync(process.execPath, [join(ROOT, 'tools/cli/bin/slipway.mjs'), '--version']);
    const { bundle } = JSON.parse(readFileSync(join(BUNDLES, `${ENTRY}.json`), 'utf8')) as { bundle: string };

    const packages = packagesAtStart(join(BUNDLES, ENTRY, bundle)).filter(
      (name) => !name.startsWith('node:'),
    );

    expect([...new Set(packages)].sort()).toEqual(['citty', 'picocolors']);
  });
});
