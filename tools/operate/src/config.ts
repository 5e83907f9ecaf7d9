import type { Environment } from '@slipway/core';
import {
  listSecrets,
  readSecret,
  Secrets,
  type ConfigEntry,
  type SecretsWriter,
} from '@slipway/tool-release';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { checkNames } from './config-names';
import { checkValues } from './config-values';
import type { Values } from './dotenv';
import { serviceOf } from './names';
import { notDeployedWords } from './not-deployed';

/** An environment whose secrets are read or changed, and who does that. */
export interface ConfigPlace extends SecretsWriter {
  readonly environment: Environment;
  /** As its file has it, where `environment` is as it was last deployed. @default the same */
  readonly written?: Environment;
}

/** What is set for a service. */
export interface ConfigListing {
  readonly entries: readonly ConfigEntry[];
  /** What a release will miss. */
  readonly missing: readonly string[];
  /** What the file requires otherwise, in words. @default nothing */
  readonly notDeployed?: string;
}

/** What is set for a service, by name, and what a release will miss. Values stay in AWS. */
export async function listConfig(place: ConfigPlace, service?: string): Promise<ConfigListing> {
  const { name, settings } = serviceOf(place, service);
  const entries = await listSecrets(place, name);
  const notDeployed = notDeployedWords(place, `services.${name}.secrets`);
  return {
    entries,
    ...(notDeployed !== '' && { notDeployed }),
    missing: settings.secrets.filter((secret) => !entries.some((entry) => entry.name === secret)),
  };
}

/** @returns the value. @throws Failure `usage` when it is not set */
export async function getConfig(place: ConfigPlace, secret: string, service?: string): Promise<string> {
  const { environment } = place;
  const { name } = serviceOf(place, service);
  const value = await readSecret(place, name, secret);
  if (value !== undefined) return value;
  throw new Failure(
    'usage',
    `${secret} is not set for ${name} of "${environment.name}". See what is: ${npxSlipway('config', 'list', environment.name)}`,
  );
}

export interface SetOptions {
  /** @default 'web' */
  readonly service?: string | undefined;
  /** Environment that the values come from, for the history. @default they were typed in */
  readonly from?: string | undefined;
}

/**
 * Keeps secrets, encrypted with the environment's key, whose use the service's own role is limited to. However many they
 * are, they are one change: all of them or none.
 */
export async function setConfig(
  place: ConfigPlace,
  values: Values,
  { service, from }: SetOptions = {},
): Promise<void> {
  const { name } = serviceOf(place, service);
  checkNames(place, name, [...values.keys()]);
  checkValues(values);
  if (values.size > 0) await new Secrets(place).set(name, values, from);
}

/** @returns those that were set until now. @throws Failure `refused` for one that the environment requires */
export async function unsetConfig(
  place: ConfigPlace,
  names: readonly string[],
  service?: string,
): Promise<readonly string[]> {
  const { environment } = place;
  const { name, settings } = serviceOf(place, service);
  const required = names.filter((secret) => settings.secrets.includes(secret));
  if (required.length > 0) {
    const way =
      notDeployedWords(place, `services.${name}.secrets`) ||
      `Remove it from services.${name}.secrets in environments/${environment.name}/environment.ts first, and deploy that.`;
    throw new Failure(
      'refused',
      `No release is made without ${required.join(', ')}: "${environment.name}" was deployed so. Nothing was changed.\n${way}`,
    );
  }
  return new Secrets(place).unset(name, names);
}
