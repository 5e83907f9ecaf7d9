import { join } from 'node:path';
import { generateFiles, getProjects, type Tree } from '@nx/devkit';
import { nearest, type Environment } from '@slipway/core';
import { FIRST_ENVIRONMENT } from '@slipway/tool-synth';
import { draftEnvironment } from './draft';
import { existingEnvironments } from './existing';
import type { EnvironmentGeneratorOptions } from './schema';

const LOCK = '.terraform.lock.hcl';

/**
 * Makes `environments/<name>`, complete enough to be planned at once.
 *
 * @throws Error in words for the person who typed the name
 */
export default function environmentGenerator(tree: Tree, options: EnvironmentGeneratorOptions): () => void {
  const { name } = options;
  refuseTakenName(tree, name);
  const existing = existingEnvironments(tree);
  const from = pickSource(existing, options.from);
  const draft = draftEnvironment({ name, existing, from, account: options.account ?? from.aws.account });

  const directory = join('environments', name);
  generateFiles(tree, join(__dirname, 'files'), directory, draft);
  copyLock(tree, from.name, directory);
  return () => process.stdout.write(nextSteps(name, draft.domain.name, from));
}

function refuseTakenName(tree: Tree, name: string): void {
  if (tree.children('environments').includes(name)) {
    throw new Error(`environments/${name} is there already. Nothing was changed. Choose another name.`);
  }
  const project = getProjects(tree).get(name);
  if (project) {
    throw new Error(
      `${name} is the name of the project in ${project.root}, and names of projects are unique. ` +
        'Nothing was changed. Choose another name.',
    );
  }
}

function pickSource(existing: readonly Environment[], wanted: string | undefined): Environment {
  const names = existing.map(({ name }) => name);
  const source =
    wanted === undefined
      ? (existing.find(({ tier }) => tier === 'staging') ?? existing[0])
      : existing.find(({ name }) => name === wanted);
  if (source) return source;
  if (wanted === undefined)
    throw new Error(
      `There is no environment yet, and a new one takes app, account and domain from another. ${FIRST_ENVIRONMENT}`,
    );
  const meant = nearest(wanted, names);
  throw new Error(
    `There is no environment "${wanted}" to take app, account and domain from. ` +
      (meant ? `Did you mean ${meant}?` : `There are: ${names.join(', ')}.`),
  );
}

/** A new environment runs the provider that the others run, even where a team has moved on from the one we ship. */
function copyLock(tree: Tree, from: string, directory: string): void {
  const lock = tree.read(`environments/${from}/${LOCK}`);
  if (!lock) {
    throw new Error(
      `environments/${from}/${LOCK} is missing. Restore it from version control; nothing was changed.`,
    );
  }
  tree.write(join(directory, LOCK), lock);
}

function nextSteps(name: string, domain: string, from: Environment): string {
  return `
environments/${name} is ready. Look at the sizes in environment.ts, then:

  npx nx run ${name}:plan      what would be made
  npx nx run ${name}:deploy    make it

Its domain ${domain} starts to work once the zone above delegates to it: put the
name_servers output into domain.delegations of ${from.name}, or whoever owns that zone.
`;
}
