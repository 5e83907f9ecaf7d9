import { createProjectFileMapUsingProjectGraph, createProjectGraphAsync } from '@nx/devkit';
import type { Project } from './choose';

export interface WorkspaceProject extends Project {
  /** Paths from the workspace on. */
  readonly cloudSpecs: readonly string[];
}

/** The projects as Nx sees them, in the order of their roots. The workspace's own, which owns what is left, is not one. */
export async function workspaceProjects(): Promise<readonly WorkspaceProject[]> {
  // A process for each plugin, or a daemon, costs more than it saves in a program that asks once.
  process.env['NX_ISOLATE_PLUGINS'] ??= 'false';
  process.env['NX_DAEMON'] ??= 'false';
  const graph = await createProjectGraphAsync({ exitOnError: false });
  const files = await createProjectFileMapUsingProjectGraph(graph);
  return Object.values(graph.nodes)
    .filter(({ data }) => data.root !== '.')
    .map(({ name, data }) => ({
      name,
      root: data.root,
      needs: (graph.dependencies[name] ?? []).map(({ target }) => target),
      cloudSpecs: (files[name] ?? []).map(({ file }) => file).filter(isCloudSpec),
    }))
    .sort((a, b) => (a.root < b.root ? -1 : 1));
}

function isCloudSpec(file: string): boolean {
  return file.endsWith('.cloud.spec.ts');
}
