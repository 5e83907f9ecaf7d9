import { nearest } from '@slipway/core';
import { Failure } from '@slipway/tool-terminal';

/** A project of the workspace, as far as the choice of specs needs to know it. */
export interface Project {
  readonly name: string;
  /** Its folder: `tools/cloud`. */
  readonly root: string;
  /** Names of the projects that it needs. */
  readonly needs: readonly string[];
}

/** Files outside of every project that decide how any spec runs. */
const EVERYWHERE = /^(jest\.[^/]+|package\.json|package-lock\.json|tsconfig\.base\.json|nx\.json)$/;

/**
 * The projects that are meant by a root (`tools/cloud`), its last segment (`cloud`) or a name (`tool-cloud`).
 *
 * @throws Failure for each part that there is not, with the nearest that there is
 */
export function projectsOf(parts: readonly string[], projects: readonly Project[]): readonly Project[] {
  const unknown: string[] = [];
  const found = parts.flatMap((part) => {
    const word = part.replace(/^\.\//, '').replace(/\/+$/, '');
    const meant = projects.filter((project) => waysToSay(project).includes(word));
    if (meant.length === 0) unknown.push(refusal(part, nearest(word, projects.flatMap(waysToSay))));
    return meant;
  });
  if (unknown.length > 0) throw new Failure('usage', [...unknown, 'Nothing was run.'].join('\n'));
  return found;
}

function waysToSay({ name, root }: Project): readonly string[] {
  return [root, root.slice(root.lastIndexOf('/') + 1), name];
}

function refusal(part: string, meant: string | undefined): string {
  const hint = meant === undefined ? 'Name a folder such as tools/cloud.' : `Did you mean "${meant}"?`;
  return `There is no part "${part}". ${hint}`;
}

/**
 * The projects that own the files. What is in none, such as documents, touches none, but for the few files that touch
 * them all.
 */
export function touchedBy(files: readonly string[], projects: readonly Project[]): readonly Project[] {
  if (files.some((file) => EVERYWHERE.test(file))) return projects;
  return projects.filter(({ root }) => files.some((file) => file.startsWith(`${root}/`)));
}

/** The chosen and all that need one of them, directly or through others, in the order of `projects`. */
export function withDependents(chosen: readonly Project[], projects: readonly Project[]): readonly Project[] {
  const names = new Set(chosen.map(({ name }) => name));
  // A set that grows while it is walked is walked to its new end.
  for (const name of names) {
    for (const project of projects) if (project.needs.includes(name)) names.add(project.name);
  }
  return projects.filter(({ name }) => names.has(name));
}
