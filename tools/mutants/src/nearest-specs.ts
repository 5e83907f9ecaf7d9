import { basename, dirname, relative, sep } from 'node:path';

/**
 * Specs of a mutant's file, in the order in which they are tried: the spec beside it, then those of its project, then
 * the others. Nearly every mutant that dies, dies by the first; the others are not even loaded then.
 *
 * @param workspace the folder that all paths lie in
 */
export function nearestSpecs(workspace: string, file: string, specs: readonly string[]): string[][] {
  const beside = file.replace(/\.tsx?$/, '.spec.');
  const project = projectOf(workspace, file);
  const distance = (spec: string) => {
    if (dirname(spec) === dirname(file) && basename(spec).startsWith(basename(beside))) return 0;
    return projectOf(workspace, spec) === project ? 1 : 2;
  };
  return [0, 1, 2]
    .map((step) => specs.filter((spec) => distance(spec) === step))
    .filter((group) => group.length > 0);
}

function projectOf(workspace: string, file: string): string {
  return relative(workspace, file).split(sep).slice(0, 2).join('/');
}
