import type { ConfigNames, ConfigVersions } from '../record/config';
import { ParameterStore, versionKey } from './parameter-store';
import { configOf, lookAtSecrets, type SecretsPlace } from './secrets-look';

/** What is set, each with its version, or the version that it gets with the next release or change. */
export async function readConfig(place: SecretsPlace): Promise<ConfigVersions> {
  return configOf(await lookAtSecrets(place, { tolerant: true }));
}

/** What is set, by name. */
export async function readConfigNames(place: SecretsPlace): Promise<ConfigNames> {
  const config = await readConfig(place);
  return Object.fromEntries(
    Object.entries(config).map(([service, versions]) => [service, Object.keys(versions)]),
  );
}

/** A secret, as far as anybody may know of it. */
export interface ConfigEntry {
  readonly name: string;
  /** Of its value: never used twice. */
  readonly version: number;
  /** ISO 8601, UTC: when the value was written. @default '' when it is gone from SSM */
  readonly changedAt: string;
}

/** What is set for a service, by name. Values stay in AWS. */
export async function listSecrets(place: SecretsPlace, service: string): Promise<readonly ConfigEntry[]> {
  const look = await lookAtSecrets(place, { services: [service], tolerant: true });
  const parameters = look.parameters.get(service);
  return Object.entries(configOf(look)[service] ?? {})
    .map(([name, version]) => {
      const written = parameters?.versions.get(name)?.get(version);
      const changedAt =
        written === undefined
          ? (parameters?.plain.get(name)?.modifiedAt ?? '')
          : new Date(written).toISOString();
      return { name, version, changedAt };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** The value of a secret. @default undefined when it is not set */
export async function readSecret(
  place: SecretsPlace,
  service: string,
  variable: string,
): Promise<string | undefined> {
  const look = await lookAtSecrets(place, { services: [service] });
  const version = configOf(look)[service]?.[variable];
  if (version === undefined) return undefined;
  const ssm = new ParameterStore(place.environment, place.clients);
  const judged = look.judged.find((one) => one.variable === variable);
  if (judged?.step === 'adopt') return (await ssm.plainValues(service, [variable])).get(variable)?.value;
  return (await ssm.values(service, [[variable, version]])).get(versionKey(variable, version));
}
