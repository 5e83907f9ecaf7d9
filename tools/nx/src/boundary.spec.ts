import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');
const FIXTURES = join(ROOT, 'tools/nx/fixtures/boundary');

const CASES = [
  ['environment-with-provider.ts', 'environments/prod', '@nx/enforce-module-boundaries'],
  ['data-with-compute.ts', 'libs/data/src', '@nx/enforce-module-boundaries'],
  ['tool-with-constructs.ts', 'tools/cli/src', '@nx/enforce-module-boundaries'],
  ['tool-with-cdktf.ts', 'tools/cli/src', '@nx/enforce-module-boundaries'],
  ['core-with-cdktf.ts', 'libs/core/src', 'no-restricted-imports'],
  ['verify-with-network.ts', 'tools/verify/src', '@nx/enforce-module-boundaries'],
  ['barrel.ts', 'libs/network/src', 'no-restricted-imports'],
  ['environment-without-provider.ts', 'environments/prod', undefined],
  ['data-with-network.ts', 'libs/data/src', undefined],
  ['verify-with-platform.ts', 'tools/verify/src', undefined],
] as const;

/** Complaints about each fixture as if it were a file of the given folder. */
function lint(): readonly (readonly string[])[] {
  const node = (...args: string[]) => execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  // The rule says nothing where Nx has not written its project graph yet, as on a fresh clone.
  node('node_modules/.bin/nx', 'show', 'projects');
  const files = CASES.map(([fixture, folder]) => ({
    text: readFileSync(join(FIXTURES, fixture), 'utf8'),
    filePath: join(folder, fixture),
  }));
  return JSON.parse(node(join(FIXTURES, 'lint.mjs'), JSON.stringify(files)));
}

describe('the dependency rule', () => {
  const complaints: { [fixture: string]: readonly string[] } = {};
  beforeAll(() => {
    for (const [index, found] of lint().entries()) complaints[CASES[index]?.[0] ?? ''] = found;
  }, 60_000);

  it.each(CASES)('judges %s in %s', (fixture, _folder, rule) => {
    const expected = rule === undefined ? [] : [expect.stringMatching(new RegExp(`^${rule}: `))];

    expect(complaints[fixture]).toEqual(expected);
  });
});
