import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { exitCodeOf, reportError, terminalOutput } from '@slipway/tool-terminal';
import { changedFiles } from './changed-files';
import { projectsOf, touchedBy, withDependents } from './choose';
import { readWords, type Words } from './words';
import { workspaceProjects, type WorkspaceProject } from './workspace-graph';

/** `npm run test:cloud`. @returns the exit code: Jest's, or 2 for wrong words */
export async function main(root: string, args: readonly string[]): Promise<number> {
  const output = terminalOutput();
  const env = { ...process.env };
  try {
    const words = readWords(args);
    if (words.parts.length === 0 && words.base === undefined && !words.list) {
      return await jest(root, env, [], words.jest);
    }
    const chosen = await choose(root, words);
    const specs = chosen.flatMap(({ cloudSpecs }) => cloudSpecs);
    if (words.list) output.result(specs.join('\n'));
    if (specs.length === 0) output.note('No cloud spec depends on that: there is nothing to run.');
    if (words.list || specs.length === 0) return 0;
    const roots = chosen.filter(({ cloudSpecs }) => cloudSpecs.length > 0).map((project) => project.root);
    output.note(`Cloud specs of ${roots.join(', ')}`);
    return await jest(root, env, roots, words.jest);
  } catch (error) {
    reportError(error, output);
    return exitCodeOf(error);
  }
}

async function choose(root: string, { parts, base }: Words): Promise<readonly WorkspaceProject[]> {
  const projects = await workspaceProjects();
  const named =
    base === undefined ? projectsOf(parts, projects) : touchedBy(changedFiles(root, base), projects);
  const all = base === undefined && parts.length === 0;
  const names = new Set((all ? projects : withDependents(named, projects)).map(({ name }) => name));
  return projects.filter(({ name }) => names.has(name));
}

/** The folders stand before `--selectProjects`, which would take them for names of Jest's projects. */
async function jest(
  root: string,
  env: NodeJS.ProcessEnv,
  folders: readonly string[],
  options: readonly string[],
): Promise<number> {
  const program = join(root, 'node_modules/jest/bin/jest.js');
  const patterns = folders.map((folder) => `${folder}/`);
  const words = [program, ...patterns, '--selectProjects', 'cloud', '--maxWorkers', '4', ...options];
  const child = spawn(process.execPath, words, { cwd: root, env, stdio: 'inherit' });
  // Ctrl-C reaches Jest as well, and its exit code is what counts.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
