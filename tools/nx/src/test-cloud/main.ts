import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { exitCodeOf, reportError, terminalOutput } from '@slipway/tool-terminal';
import { changedFiles } from './changed-files';
import { projectsOf, touchedBy, withDependents } from './choose';
import { readWords, type Words } from './words';
import { workspaceProjects } from './workspace-graph';

/** `npm run test:cloud`. @returns the exit code: Jest's, or 2 for wrong words */
export async function main(workspace: string, args: readonly string[]): Promise<number> {
  const output = terminalOutput();
  const env = { ...process.env };
  try {
    const words = readWords(args);
    const { chosen, apps } = await choose(workspace, words);
    const specs = chosen.flatMap(({ cloudSpecs }) => cloudSpecs);
    if (words.list) output.result(specs.join('\n'));
    if (specs.length === 0) output.note('No cloud spec depends on that: there is nothing to run.');
    if (words.list || specs.length === 0) return 0;
    const roots = chosen.map((project) => project.root);
    output.note(`Cloud specs of ${roots.join(', ')}`);
    const built = await build(workspace, env, apps);
    return built === 0 ? await jest(workspace, env, roots, words.jest) : built;
  } catch (error) {
    reportError(error, output);
    return exitCodeOf(error);
  }
}

/** The projects whose specs are to run, and the names of the apps that these build. */
async function choose(workspace: string, { parts, base }: Words) {
  const projects = await workspaceProjects();
  const named =
    base === undefined ? projectsOf(parts, projects) : touchedBy(changedFiles(workspace, base), projects);
  const all = base === undefined && parts.length === 0;
  const names = new Set((all ? projects : withDependents(named, projects)).map(({ name }) => name));
  const chosen = projects.filter(({ name, cloudSpecs }) => names.has(name) && cloudSpecs.length > 0);
  const apps = projects.filter(
    (app) =>
      app.root.startsWith('apps/') &&
      chosen.some(({ name, needs }) => name === app.name || needs.includes(app.name)),
  );
  return { chosen, apps: apps.map(({ name }) => name) };
}

/** Once for all: a copy of the workspace begins with what a build has kept, and builds in a fifth of the time. */
function build(workspace: string, env: NodeJS.ProcessEnv, apps: readonly string[]): Promise<number> {
  if (apps.length === 0) return Promise.resolve(0);
  const words = ['run-many', '--targets', 'build', '--projects', apps.join(',')];
  return run(join(workspace, 'node_modules/.bin/nx'), words, { workspace, env });
}

/** The folders stand before `--selectProjects`, which would take them for names of Jest's projects. */
function jest(
  workspace: string,
  env: NodeJS.ProcessEnv,
  folders: readonly string[],
  options: readonly string[],
): Promise<number> {
  const patterns = folders.map((folder) => `${folder}/`);
  const words = [...patterns, '--selectProjects', 'cloud', '--maxWorkers', '4', ...options];
  return run(join(workspace, 'node_modules/jest/bin/jest.js'), words, { workspace, env });
}

async function run(
  program: string,
  words: readonly string[],
  { workspace, env }: { readonly workspace: string; readonly env: NodeJS.ProcessEnv },
): Promise<number> {
  const child = spawn(process.execPath, [program, ...words], { cwd: workspace, env, stdio: 'inherit' });
  const stop = () => child.kill('SIGTERM');
  // Ctrl-C reaches the program as well, and its exit code is what counts.
  const wait = () => undefined;
  process.on('SIGINT', wait).on('SIGTERM', stop);
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code ?? 1;
  } finally {
    process.off('SIGINT', wait).off('SIGTERM', stop);
  }
}
