import { createProjectFileMapUsingProjectGraph, createProjectGraphAsync } from '@nx/devkit';
import type { Project } from './choose';

export interface WorkspaceProject extends Project {
  /** Paths from the workspace on. */
  readonly cloudSpecs: readonly string[];
}

/**
 * What a tool's specs need though nothing imports it: a program that they run, a folder that they copy, files that they
 * read. Not in project.json, where Nx refuses a name that there is not: a workspace may have none of these apps and
 * environments.
 */
const NEEDED_AT_RUN_TIME: { readonly [root: string]: RegExp } = {
  'tools/cloud': /^apps\//,
  'tools/image': /^apps\//,
  'tools/nx': /^tools\/cli$/,
  'tools/rehearse': /^(apps\/.*|tools\/cli|environments\/(staging|prod))$/,
  'tools/verify': /^environments\//,
};

/** The projects as Nx sees them, in the order of their roots. The workspace's own, which owns what is left, is not one. */
export async function workspaceProjects(): Promise<readonly WorkspaceProject[]> {
  // A process for each plugin, or a daemon, costs more than it saves in a program that asks once.
  process.env['NX_ISOLATE_PLUGINS'] ??= 'false';
  process.env['NX_DAEMON'] ??= 'false';
  const graph = await createProjectGraphAsync({ exitOnError: false });
  const files = await createProjectFileMapUsingProjectGraph(graph);
  const nodes = Object.values(graph.nodes).filter(({ data }) => data.root !== '.');
  const neededAtRunTime = (root: string) =>
    nodes.filter(({ data }) => NEEDED_AT_RUN_TIME[root]?.test(data.root)).map(({ name }) => name);
  return nodes
    .map(({ name, data }) => ({
      name,
      root: data.root,
      needs: [...(graph.dependencies[name] ?? []).map(({ target }) => target), ...neededAtRunTime(data.root)],
      cloudSpecs: (files[name] ?? []).map(({ file }) => file).filter(isCloudSpec),
    }))
    .sort((a, b) => (a.root < b.root ? -1 : 1));
}

function isCloudSpec(file: string): boolean {
  return file.endsWith('.cloud.spec.ts');
}
