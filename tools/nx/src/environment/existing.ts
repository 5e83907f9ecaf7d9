import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import type { Tree } from '@nx/devkit';
import * as core from '@slipway/core';
import { transformSync } from 'esbuild';

/**
 * The environments as the tree has them, by running their `environment.ts`.
 *
 * @throws EnvironmentError when one of them is invalid
 */
export function existingEnvironments(tree: Tree): core.Environment[] {
  return tree
    .children('environments')
    .map((name) => `environments/${name}/environment.ts`)
    .filter((file) => tree.exists(file))
    .map((file) => evaluate(tree, file));
}

function evaluate(tree: Tree, file: string): core.Environment {
  const source = tree.read(file, 'utf-8') ?? '';
  const { code } = transformSync(source, { loader: 'ts', format: 'cjs', sourcefile: file });
  const require = createRequire(join(tree.root, file));
  const module: { exports: { default?: core.Environment } } = { exports: {} };
  const run = compileFunction(code, ['module', 'require'], { filename: file });
  run(module, (id: string) => (id === '@slipway/core' ? core : require(id)));
  const { default: environment } = module.exports;
  if (!environment)
    throw new Error(`${file} has no default export. It should end in a defineEnvironment({ … }).`);
  return environment;
}
