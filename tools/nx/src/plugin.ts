import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { basename, dirname } from 'node:path/posix';
import { createNodesFromFiles, type CreateNodesV2 } from '@nx/devkit';
import { environmentTargets, testTarget } from './targets';

const ENVIRONMENTS = 'environments/*/environment.ts';
const PROJECTS = '{apps,environments,libs,tools}/*/project.json';

/** Every `environments/<name>/environment.ts` gets the verbs as targets, every project a `test`. */
export const createNodesV2: CreateNodesV2 = [
  `{${ENVIRONMENTS},${PROJECTS}}`,
  (files, options, context) =>
    createNodesFromFiles(
      (file, _options, { workspaceRoot }) => {
        const workspace = dirname(file);
        const project = file.endsWith('/environment.ts')
          ? environment(basename(workspace), livesOnEmbeddedCloud(join(workspaceRoot, workspace)))
          : { targets: { test: testTarget(workspace) } };
        return { projects: { [workspace]: project } };
      },
      files,
      options,
      context,
    ),
];

/** The tag that `slipway` goes by, too. */
function livesOnEmbeddedCloud(directory: string): boolean {
  const file = join(directory, 'project.json');
  if (!existsSync(file)) return false;
  const { tags = [] } = JSON.parse(readFileSync(file, 'utf8')) as { readonly tags?: readonly string[] };
  return tags.includes('cloud:embedded');
}

/** Complete without a `project.json`, so that a forgotten one neither stops Nx nor slips through the dependency rule. */
function environment(name: string, embedded: boolean) {
  return { name, tags: ['layer:environment'], targets: environmentTargets(name, { embedded }) };
}
