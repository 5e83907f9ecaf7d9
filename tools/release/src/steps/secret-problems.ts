import { parameterPath, secretVersionName } from '@slipway/core';
import { npxSlipway } from '@slipway/tool-terminal';
import type { Template } from '../aws/template';
import type { ReleaseRequest } from '../engine/request';
import type { Workplace } from '../engine/workplace';
import type { ConfigVersions } from '../record/config';
import { ParameterStore, versionKey } from '../secrets/parameter-store';
import { unreadableWords } from '../secrets/unreadable-words';
import { configOf, lookAtSecrets, type SecretsLook } from '../secrets/secrets-look';

type Wanted = Pick<ReleaseRequest, 'configOf'>;

/** The secrets that a release runs: what is set, or what an earlier release ran. */
export function configFor(wanted: Wanted, look: SecretsLook): ConfigVersions {
  // A service that is newer than that release has only what is set.
  return { ...configOf(look), ...wanted.configOf?.config };
}

/** What is wrong with the secrets of all services, before a value was read or anything was touched. */
export async function secretProblems(
  place: Workplace,
  wanted: Wanted,
  templates: ReadonlyMap<string, Template>,
): Promise<readonly string[]> {
  const look = await lookAtSecrets(place);
  const config = configFor(wanted, look);
  const problems = await Promise.all(
    [...templates].map(async ([service, template]) => [
      ...missing(place, wanted, { service, template, set: Object.keys(config[service] ?? {}) }),
      ...(await unreadable(place, service, look)),
      ...(await lost(place, wanted, service, { look, versions: config[service] ?? {} })),
    ]),
  );
  return problems.flat();
}

interface Given {
  readonly service: string;
  readonly template: Template;
  readonly set: readonly string[];
}

function missing(
  { environment }: Workplace,
  { configOf: earlier }: Wanted,
  { service, template, set }: Given,
): readonly string[] {
  const there = new Set([
    ...set,
    ...(template.definition.containerDefinitions ?? []).flatMap(({ secrets = [] }) =>
      secrets.map(({ name }) => name),
    ),
  ]);
  const names = (environment.services[service]?.secrets ?? []).filter((name) => !there.has(name));
  const [first] = names;
  if (first === undefined) return [];
  if (earlier) {
    return [
      `${service} needs ${names.join(', ')} now, which v${earlier.version} did not have. Roll back without --with-config.`,
    ];
  }
  const path = parameterPath(environment, service);
  return [
    `${service} needs ${names.join(', ')} below ${path} and ${names.length === 1 ? 'it is' : 'they are'} not there. Set with: ${npxSlipway('config', 'set', environment.name, first, service === 'web' ? '' : `--service ${service}`)}`,
  ];
}

/** What another tool has set gets a version with this release, if it can be read. */
async function unreadable(
  { environment, clients }: Workplace,
  service: string,
  { judged }: SecretsLook,
): Promise<readonly string[]> {
  const coming = judged.filter((one) => one.service === service && one.step === 'adopt');
  const names = coming.map(({ variable }) => variable);
  const found = await new ParameterStore(environment, clients).unreadable(service, names);
  return found.length === 0 ? [] : [unreadableWords(environment.name, service, found)];
}

/** Versions that no longer are in SSM: a task that names one does not start. */
async function lost(
  { environment, clients }: Workplace,
  { configOf: earlier }: Wanted,
  service: string,
  { look, versions }: { readonly look: SecretsLook; readonly versions: ConfigVersions[string] },
): Promise<readonly string[]> {
  const listed = look.parameters.get(service)?.versions;
  const coming = look.judged.filter((one) => one.service === service && one.step === 'adopt');
  const unlisted = Object.entries(versions).filter(
    ([variable, version]) =>
      !listed?.get(variable)?.has(version) && (earlier || !coming.some((one) => one.variable === variable)),
  );
  if (unlisted.length === 0) return [];
  const there = await new ParameterStore(environment, clients).present(service, unlisted);
  const gone = unlisted.filter(([variable, version]) => !there.has(versionKey(variable, version)));
  if (gone.length === 0) return [];
  const names = gone.map(([variable, version]) => secretVersionName(environment, service, variable, version));
  const what = `${names.join(', ')} ${gone.length === 1 ? 'is' : 'are'} no longer in SSM`;
  if (earlier) {
    return [
      `${what}, so v${earlier.version} cannot come back with its secrets. Roll back without --with-config: it then runs with those that are set.`,
    ];
  }
  const [variable = ''] = gone[0] ?? [];
  return [
    `${what}: somebody removed it by hand. Set again with: ${npxSlipway('config', 'set', environment.name, variable, service === 'web' ? '' : `--service ${service}`)}`,
  ];
}
