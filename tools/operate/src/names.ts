import { clusterName, logGroupName, nearest, type Environment, type ServiceSettings } from '@slipway/core';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { notDeployedWords, type DeployedEnvironment } from './not-deployed';

export function clusterOf(environment: Environment): string {
  return clusterName(environment);
}

/** Where the tasks of a service write to, as the platform names it. */
export function logGroupOf({ name }: Environment, service: string): string {
  return logGroupName({ name }, service);
}

/**
 * The process type that a command is about.
 *
 * @throws Failure `usage` when the environment has none of that name, `refused` when only its file has it
 */
export function serviceOf(
  place: DeployedEnvironment,
  wanted = 'web',
): { readonly name: string; readonly settings: ServiceSettings } {
  const { environment } = place;
  const settings = Object.hasOwn(environment.services, wanted) ? environment.services[wanted] : undefined;
  if (settings) return { name: wanted, settings };
  const names = Object.keys(environment.services);
  const words = notDeployedWords(place, `services.${wanted}`);
  if (words !== '')
    throw new Failure(
      'refused',
      `"${environment.name}" has no service "${wanted}". Nothing was changed.\n${words}`,
    );
  const meant = nearest(wanted, names);
  const hint = meant === undefined ? `There are: ${names.join(', ')}.` : `Did you mean "${meant}"?`;
  throw new Failure('usage', `"${environment.name}" has no service "${wanted}". ${hint}`);
}

/** The id at the end of a task's ARN. */
export function taskIdOf(arn = ''): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** Enough of a task's id to tell it from the others, and to type. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

export function notDeployed({ name }: Environment): Failure {
  return new Failure(
    'refused',
    `"${name}" is not there yet. Nothing was changed.\nBuild it with: ${npxSlipway('deploy', name)}`,
  );
}

export function notReleased({ name }: Environment, service: string): Failure {
  return new Failure(
    'refused',
    `Nothing has been released to ${service} of "${name}" yet, so there is no task to work with. Nothing was changed.\nRelease it first: ${npxSlipway('release', name)}`,
  );
}
