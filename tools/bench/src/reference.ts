import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Command } from './measure';

interface Versions {
  readonly [name: string]: string;
}

/** Where the reference lives: ignored by git, and 480 MB, so it is no dependency of the workspace. */
export function referenceDirectory(workspace: string): string {
  return join(workspace, '.slipway', 'bench');
}

/**
 * Installs the cdktf command line and ts-node at the versions that package.json names under `slipway.bench`, once.
 *
 * @throws Error when the registry cannot be reached
 */
export function installReference(workspace: string, note: (text: string) => void): void {
  const directory = referenceDirectory(workspace);
  const manifest = JSON.stringify({ private: true, dependencies: referenceVersions(workspace) });
  const file = join(directory, 'package.json');
  const installed = join(directory, 'installed.json');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === manifest) return;
  note(
    `Installing the reference (${Object.keys(referenceVersions(workspace)).join(', ')}: 480 MB) into ${relative(workspace, directory)} …`,
  );
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, manifest);
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: directory,
    stdio: 'ignore',
  });
  writeFileSync(installed, manifest);
}

function referenceVersions(workspace: string): Versions {
  const { slipway } = JSON.parse(readFileSync(join(workspace, 'package.json'), 'utf8')) as {
    slipway: { bench: Versions };
  };
  return slipway.bench;
}

/**
 * The same environment as a project of the cdktf command line, set up as its TypeScript template is.
 *
 * @param flags for ts-node, such as `--transpile-only`
 */
export function referenceCommand(
  workspace: string,
  environment: string,
  flags: readonly string[] = [],
): Command {
  const directory = join(referenceDirectory(workspace), ['project', ...flags].join(''));
  mkdirSync(directory, { recursive: true });
  const up = relative(directory, workspace);
  const write = (name: string, content: object) =>
    writeFileSync(join(directory, name), JSON.stringify(content, null, 2));
  write('cdktf.json', {
    language: 'typescript',
    app: ['npx ts-node', ...flags, 'main.ts'].join(' '),
    projectId: 'bench',
    sendCrashReports: 'false',
  });
  write('tsconfig.json', {
    compilerOptions: {
      target: 'es2022',
      lib: ['es2023'],
      module: 'commonjs',
      moduleResolution: 'node10',
      strict: true,
      esModuleInterop: true,
      skipLibCheck: true,
      types: ['node'],
      typeRoots: [join(up, 'node_modules/@types')],
      paths: { '@slipway/*': [join(up, 'libs/*/src/index.ts')] },
    },
    'ts-node': { require: ['tsconfig-paths/register'] },
  });
  writeFileSync(join(directory, 'main.ts'), `import '${up}/environments/${environment}/main';\n`);
  return {
    line: [
      process.execPath,
      join(referenceDirectory(workspace), 'node_modules/cdktf-cli/bundle/bin/cdktf'),
      'synth',
    ],
    cwd: directory,
    // No version check over the network, no spinner, and no complaint about a CLI configuration that is not there.
    env: { CHECKPOINT_DISABLE: '1', CI: '1', TF_CLI_CONFIG_FILE: '' },
  };
}
