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

/** An environment whose secrets are read or changed, and who does that. */
export interface ConfigPlace extends SecretsWriter {
  readonly environment: Environment;
}

/** What is set for a service, by name, and what a release will miss. Values stay in AWS. */
export async function listConfig(
  place: ConfigPlace,
  service?: string,
): Promise<{ readonly entries: readonly ConfigEntry[]; readonly missing: readonly string[] }> {
  const { name, settings } = serviceOf(place.environment, service);
  const entries = await listSecrets(place, name);
  return {
    entries,
    missing: settings.secrets.filter((secret) => !entries.some((entry) => entry.name === secret)),
  };
}

/** @returns the value. @throws Failure `usage` when it is not set */
export async function getConfig(place: ConfigPlace, secret: string, service?: string): Promise<string> {
  const { environment } = place;
  const { name } = serviceOf(environment, service);
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
  const { name } = serviceOf(place.environment, service);
  checkNames(place.environment, name, [...values.keys()]);
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
  const { name, settings } = serviceOf(environment, service);
  const required = names.filter((secret) => settings.secrets.includes(secret));
  if (required.length > 0) {
    throw new Failure(
      'refused',
      `No release is made without ${required.join(', ')}: services.${name}.secrets in environments/${environment.name}/environment.ts requires it. Nothing was changed.\nRemove it there first.`,
    );
  }
  return new Secrets(place).unset(name, names);
}
