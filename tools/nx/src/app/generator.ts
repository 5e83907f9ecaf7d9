import { join } from 'node:path';
import { generateFiles, readJson, type Tree } from '@nx/devkit';
import { nearest } from '@slipway/core';
import { startWords } from '@slipway/tool-image';
import { npxSlipway } from '@slipway/tool-terminal';
import type { AppGeneratorOptions } from './schema';

/** That of the sample app: version and digest were taken together. */
export const NODE_IMAGE =
  'node:24.21.0-alpine3.24@sha256:ebfe2f90462722a7a4de65e91990e97fe0d401c70e0e762c5b53302f905ec1c1';

interface PackageFile {
  readonly scripts?: { readonly start?: string };
  readonly dependencies?: { readonly [name: string]: string };
}

/**
 * Writes a Dockerfile for an app that npm builds and starts: what runs on the embedded cloud without one then runs on AWS.
 *
 * @throws Error in words for the person who typed the name
 */
export default function appGenerator(tree: Tree, { name }: AppGeneratorOptions): () => void {
  const folder = `apps/${name}`;
  refuseWhatDoesNotFit(tree, name, folder);
  const { scripts, dependencies = {} } = readJson<PackageFile>(tree, `${folder}/package.json`);
  const words = scripts?.start === undefined ? undefined : startWords(scripts.start);
  if (!words) throw new Error(noStart(folder, scripts?.start));
  const isNext = 'next' in dependencies;
  const [program = 'node', ...rest] = words;
  const command = program === 'node' ? words : [`node_modules/.bin/${program}`, ...rest];
  const values = { name, nodeImage: NODE_IMAGE, isNext, command: JSON.stringify(command) };
  generateFiles(tree, join(__dirname, 'files'), folder, values);
  if (!tree.exists(`${folder}/.dockerignore`)) tree.write(`${folder}/.dockerignore`, ignored(isNext));
  return () => process.stdout.write(nextSteps(name));
}

function refuseWhatDoesNotFit(tree: Tree, name: string, folder: string): void {
  if (!tree.exists(folder)) {
    const meant = nearest(name, tree.children('apps'));
    throw new Error(
      `There is no folder ${folder}. Nothing was changed. ${meant ? `Did you mean ${meant}?` : 'Put the app there first.'}`,
    );
  }
  if (tree.exists(`${folder}/Dockerfile`)) {
    throw new Error(`${folder} has a Dockerfile already. Nothing was changed.`);
  }
  const missing = ['package.json', 'package-lock.json'].filter((file) => !tree.exists(`${folder}/${file}`));
  if (missing.length > 0) {
    throw new Error(
      `${folder} has no ${missing.join(' and no ')}, and this writes a Dockerfile for what npm builds. Nothing was changed. ` +
        (missing.includes('package.json')
          ? 'For an app in another language, write the Dockerfile by hand: docs/guide/apps.md shows one.'
          : `Run npm install in ${folder}, then repeat the command.`),
    );
  }
}

function noStart(folder: string, start: string | undefined): string {
  return start === undefined
    ? `${folder}/package.json has no script "start", so nothing says how the app starts. Nothing was changed. Write one, such as "node server.js".`
    : `The script "start" of ${folder}/package.json takes a shell: ${start}\nNothing was changed. An image starts one program, which gets SIGTERM when its time is over. Write one, such as "node server.js"; variables go into environment.ts.`;
}

/** What a build by hand would copy as well; Slipway leaves it out by itself. */
function ignored(isNext: boolean): string {
  return ['.git', '.env*', 'node_modules', ...(isNext ? ['.next'] : []), ''].join('\n');
}

function nextSteps(name: string): string {
  return `
apps/${name}/Dockerfile is ready. Let a service run it, by a line in environment.ts:

  services: { web: { app: '${name}' } }

  ${npxSlipway('release', 'local')}    on the embedded cloud, without Docker
  ${npxSlipway('release', 'staging')}  on AWS
`;
}
