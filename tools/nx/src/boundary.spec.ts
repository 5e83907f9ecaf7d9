import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');
const FIXTURES = join(ROOT, 'tools/nx/fixtures/boundary');
const BOUNDARY = '@nx(enforce-module-boundaries)';
const RESTRICTED = 'eslint(no-restricted-imports)';

const CASES = [
  ['environment-with-provider.ts', 'environments/prod', BOUNDARY],
  ['data-with-compute.ts', 'libs/data/src', BOUNDARY],
  ['tool-with-constructs.ts', 'tools/cli/src', BOUNDARY],
  ['tool-with-cdktf.ts', 'tools/cli/src', BOUNDARY],
  ['core-with-cdktf.ts', 'libs/core/src', RESTRICTED],
  ['verify-with-network.ts', 'tools/verify/src', BOUNDARY],
  ['barrel.ts', 'libs/network/src', RESTRICTED],
  ['environment-without-provider.ts', 'environments/prod', undefined],
  ['data-with-network.ts', 'libs/data/src', undefined],
  ['verify-with-platform.ts', 'tools/verify/src', undefined],
] as const;

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
}

/** The workspace's projects, of which nothing is there but their names, their entries and the fixtures. */
function makeWorkspace(): string {
  const workspace = realpathSync(mkdtempSync(join(tmpdir(), 'boundary-')));
  const projects = ['libs', 'tools', 'environments'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((name) => join(folder, name)),
  );
  const files = [
    ...['.oxlintrc.json', 'package.json', 'package-lock.json', 'tsconfig.base.json'],
    ...projects.flatMap((project) => [join(project, 'project.json'), join(project, 'src/index.ts')]),
  ];
  for (const file of files.filter((path) => existsSync(join(ROOT, path))))
    cpSync(join(ROOT, file), join(workspace, file));
  writeFileSync(join(workspace, 'nx.json'), '{}');
  for (const [fixture, folder] of CASES) cpSync(join(FIXTURES, fixture), join(workspace, folder, fixture));
  symlinkSync(join(ROOT, 'node_modules'), join(workspace, 'node_modules'));
  return workspace;
}

/** What lint complains about, by fixture. */
function lint(cwd: string): ReadonlyMap<string, readonly string[]> {
  const options = {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NX_DAEMON: 'false', NX_WORKSPACE_ROOT_PATH: cwd },
  } as const;
  // The rule says nothing where Nx has not written its project graph yet, as on a fresh clone.
  execFileSync(process.execPath, ['node_modules/.bin/nx', 'show', 'projects'], options);
  const paths = CASES.map(([fixture, folder]) => join(folder, fixture));
  const words = [
    'node_modules/.bin/oxlint',
    '--tsconfig',
    'tsconfig.base.json',
    '--format',
    'json',
    ...paths,
  ];
  const { stdout } = spawnSync(process.execPath, words, options);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] };
  return new Map(
    paths.map((path, index) => [
      CASES[index]![0],
      diagnostics.filter(({ filename }) => filename === path).map(({ code }) => code),
    ]),
  );
}

describe('the dependency rule', () => {
  let workspace: string;
  let complaints: ReadonlyMap<string, readonly string[]>;

  beforeAll(() => {
    workspace = makeWorkspace();
    complaints = lint(workspace);
  }, 60_000);
  afterAll(() => rmSync(workspace, { recursive: true, force: true }));

  it.each(CASES)('judges %s in %s', (fixture, _folder, rule) => {
    expect(complaints.get(fixture)).toEqual(rule === undefined ? [] : [rule]);
  });
});
