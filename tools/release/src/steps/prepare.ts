import { parameterPath } from '@slipway/core';
import { npxSlipway } from '@slipway/tool-terminal';
import { readParameters, type ServiceParameter } from '../aws/parameters';
import { readServices } from '../aws/services';
import { readTemplate, type Template } from '../aws/template';
import { prepareImages, type PreparedAssets } from './prepare-image';
import { heldFailure, readHold } from '../ledger/hold';
import type { ReleaseRecord } from '../record/release-record';
import { bringsCode, type ReleaseRequest } from '../engine/request';
import type { Workplace } from '../engine/workplace';

/** What a release is made of, for each service. */
export interface ServiceInput {
  readonly template: Template;
  readonly parameters: readonly ServiceParameter[];
}

export interface Preparation {
  /** Sentences; empty when the release may go on. */
  readonly problems: readonly string[];
  readonly inputs: ReadonlyMap<string, ServiceInput>;
  /** Of each image that has some, unless the environment keeps none. */
  readonly assets: readonly PreparedAssets[];
}

/** Looks at everything that can be known before anything is touched, and tells all that is wrong at once. */
export async function prepare(
  place: Workplace,
  request: ReleaseRequest,
  previous: ReleaseRecord | undefined,
): Promise<Preparation> {
  const { environment, clients } = place;
  const names = Object.keys(environment.services);
  const [services, images, commit, hold, ...read] = await Promise.all([
    readServices(clients, environment),
    prepareImages(place, request.images),
    commitProblems(place, request, previous),
    holdProblems(place, request),
    ...names.map(async (name) => ({
      name,
      template: await readTemplate(clients, environment, name),
      parameters: await readParameters(clients, environment, name),
    })),
  ]);
  const inputs = new Map<string, ServiceInput>();
  const shape: string[] = [];
  for (const { name, template, parameters } of read) {
    if (!services.has(name)) shape.push(notThere('service', name, environment.name));
    if (!template) shape.push(notThere('template of service', name, environment.name));
    else {
      inputs.set(name, { template, parameters });
      shape.push(...secretProblems(place, name, { template, parameters }));
    }
  }
  const problems = [...hold, ...images.problems, ...commit, ...shape];
  return { problems, inputs, assets: images.assets };
}

function notThere(what: string, name: string, environment: string): string {
  return `The ${what} "${name}" is not there. Run: ${npxSlipway('deploy', environment)}`;
}

async function commitProblems(
  { environment, ports }: Workplace,
  { reason, commit, allowOlder }: ReleaseRequest,
  previous: ReleaseRecord | undefined,
): Promise<readonly string[]> {
  const live = previous?.commit;
  if (!bringsCode(reason) || allowOlder || !commit || !live || commit.sha === live.sha) return [];
  const [own, its] = [commit.sha.slice(0, 7), live.sha.slice(0, 7)];
  switch (await ports.commits.isAncestor(commit.sha, live.sha)) {
    case 'no':
      return [];
    case 'yes':
      return [
        `Commit ${own} is older than ${its}, which is live as v${previous.version}. To go back on purpose: ${npxSlipway('rollback', environment.name)}, or add --allow-older.`,
      ];
    case 'unknown':
      return [
        `This clone cannot tell whether commit ${own} is older than ${its}, which is live as v${previous.version}. Fetch the whole history (git fetch --unshallow; in a workflow fetch-depth: 0), or add --allow-older.`,
      ];
  }
}

/** Looked at before the number was taken, too; a hold may have been set between. */
async function holdProblems(
  { environment, store }: Workplace,
  { reason }: ReleaseRequest,
): Promise<readonly string[]> {
  const hold = bringsCode(reason) ? await readHold(store) : undefined;
  return hold ? [heldFailure(environment.name, hold).message] : [];
}

/** Names of a service that are required and not there, with how to set them; the command comes last. */
export function secretProblems(
  { environment }: Pick<Workplace, 'environment'>,
  service: string,
  { template, parameters }: ServiceInput,
): readonly string[] {
  const there = new Set([
    ...parameters.map(({ name }) => name),
    ...(template.definition.containerDefinitions ?? []).flatMap(({ secrets = [] }) =>
      secrets.map(({ name }) => name),
    ),
  ]);
  const missing = (environment.services[service]?.secrets ?? []).filter((name) => !there.has(name));
  const [first] = missing;
  if (first === undefined) return [];
  const path = parameterPath(environment, service);
  return [
    `${service} needs ${missing.join(', ')} below ${path} and ${missing.length === 1 ? 'it is' : 'they are'} not there. Set with: ${npxSlipway('config', 'set', environment.name, first, service === 'web' ? '' : `--service ${service}`)}`,
  ];
}
