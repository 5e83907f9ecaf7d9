import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { VERBS } from './verbs';

const ROOT = resolve(__dirname, '../../..');
const BUNDLES = join(ROOT, '.slipway/bundle');
const ENTRY = 'tools-cli-src-main';

/** Everything that is said to cost as much as the whole start, or more: it is for whoever gets as far as using it. */
const LATE =
  /^(?:@aws-sdk|@smithy|@clack|@nx|@cdktf|cdktf|constructs|esbuild|execa|log-update|pg|ws)(?:\/|$)/;

let directory: string;
let main: string;
beforeAll(() => {
  execFileSync(process.execPath, [join(ROOT, 'tools/cli/bin/slipway.mjs'), '--version']);
  const { bundle } = JSON.parse(readFileSync(join(BUNDLES, `${ENTRY}.json`), 'utf8')) as { bundle: string };
  main = join(BUNDLES, ENTRY, bundle);
  directory = dirname(main);
});

/** Packages that come with a file of the bundle at once, through all chunks that it cannot do without. */
function packagesOf(file: string, seen = new Set<string>()): readonly string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const imports = [...readFileSync(file, 'utf8').matchAll(/^(?:import|\} from) (?:.* from )?"([^"]+)";$/gm)];
  return imports.flatMap(([, name = '']) =>
    name.startsWith('.') ? packagesOf(join(dirname(file), name), seen) : name,
  );
}

/** The file that a verb is loaded from, as the table of verbs in the bundle names it. */
function fileOf(verb: string): string {
  const [, file] = new RegExp(`import\\("(\\./${verb}-[^"]+)"\\)`).exec(readFileSync(main, 'utf8')) ?? [];
  if (file === undefined) throw new Error(`The bundle has no file of its own for ${verb}.`);
  return join(directory, file);
}

describe('the start of slipway', () => {
  it('loads no package but the one that colours the answer', () => {
    const packages = packagesOf(main).filter((name) => !name.startsWith('node:'));

    expect([...new Set(packages)].sort()).toEqual(['picocolors']);
  });

  it.each(Object.keys(VERBS))('%s comes without what it may never use', (verb) => {
    expect([...new Set(packagesOf(fileOf(verb)))].filter((name) => LATE.test(name))).toEqual([]);
  });

  it('would notice', () => {
    expect(['@aws-sdk/client-ecs', 'ws', 'pg'].every((name) => LATE.test(name))).toBe(true);
    expect(packagesOf(fileOf('status'))).toContain('cli-table3');
  });
});

test('its packages are installed where NODE_ENV is production, too', () => {
  const env = { ...process.env, NODE_ENV: 'production' } as const;
  const omitted = execFileSync('npm', ['config', 'get', 'omit'], { cwd: ROOT, encoding: 'utf8', env });

  expect(omitted.trim()).toBe('');
});
