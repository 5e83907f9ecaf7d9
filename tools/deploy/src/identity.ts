import { existsSync, readFileSync, rmSync } from 'node:fs';
import type { Environment } from '@slipway/core';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { writeJson } from './working-directory';

/** What is part of the name or the place of everything that an environment has. A change of it makes another environment. */
export interface Identity {
  readonly app: string;
  readonly account: string;
  readonly region: string;
}

export function identityOf({ app, aws }: Pick<Environment, 'app' | 'aws'>): Identity {
  return { app, account: aws.account, region: aws.region };
}

const fileOf = (directory: string) => `${directory}.lives.json`;

/** Notes beside the working directory which one was deployed from here. */
export function rememberIdentity(directory: string, identity: Identity): void {
  writeJson(fileOf(directory), identity);
}

export function forgetIdentity(directory: string): void {
  rmSync(fileOf(directory), { force: true });
}

/** As it was last deployed from this workspace; `undefined` where it was not, or was destroyed since. */
export function rememberedIdentity(directory: string): Identity | undefined {
  const file = fileOf(directory);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Identity) : undefined;
}

const WORDS: { readonly [part in keyof Identity]: string } = {
  app: 'app',
  account: 'aws.account',
  region: 'aws.region',
};

/** @throws Failure `guard` when the environment lives as another one */
export function guardIdentity(environment: Environment, lives: Identity): void {
  const { name } = environment;
  const wanted = identityOf(environment);
  const changed = (Object.keys(WORDS) as (keyof Identity)[]).filter((part) => wanted[part] !== lives[part]);
  if (changed.length === 0) return;
  const told = (identity: Identity) =>
    changed.map((part) => `${WORDS[part]}: '${identity[part]}'`).join(' and ');
  throw new Failure(
    'guard',
    [
      `"${name}" lives with ${told(lives)}, and its file says ${told(wanted)}. All that it has is named by that or lives there, so this deploy would make a second environment beside it, and fail at the names that both want. Nothing was changed.`,
      `To go on with the one that lives, write ${told(lives)} in environments/${name}/environment.ts.`,
      `To move it, make an environment with a new name and another domain, bring the data there, and destroy "${name}" afterwards.`,
      `If nothing is left of it, write the old value once more and run: ${npxSlipway('destroy', name)}`,
    ].join('\n'),
  );
}
