import { reservedVariable, type Environment } from '@slipway/core';
import { Failure } from '@slipway/tool-terminal';
import { serviceOf } from './names';
import { notDeployedWords, type DeployedEnvironment } from './not-deployed';

/**
 * Whether a secret may be called that. What is not a name is not repeated: it may be a secret.
 *
 * @throws Failure `usage`
 */
export function checkNames(place: DeployedEnvironment, service: string, names: readonly string[]): void {
  refuseValues(names);
  serviceOf(place, service);
  const problems = names.flatMap((name) => problemOf(name, service, place) ?? []);
  if (problems.length > 0) throw new Failure('usage', `${problems.join('\n')}\nNothing was changed.`);
}

/** What is deployed counts, and so does what the file has: the next deploy would meet it. */
function problemOf(name: string, service: string, place: DeployedEnvironment): string | undefined {
  const { environment, written = environment } = place;
  if (!/^[A-Z_][A-Z0-9_]*$/.test(name))
    return 'A name has capital letters, digits and underscores, and does not start with a digit.';
  const hasDatabase = environment.database !== false || written.database !== false;
  const reserved = reservedVariable(name, service, hasDatabase);
  if (reserved !== undefined) return `${name} cannot be set. ${reserved}`;
  const isPlain = ({ services }: Environment) => Object.hasOwn(services[service]?.environment ?? {}, name);
  const where = `services.${service}.environment`;
  if (isPlain(written)) {
    return `${name} is already in ${where} of environments/${written.name}/environment.ts. Remove it there and deploy, or choose another name.`;
  }
  if (isPlain(environment)) {
    return `${name} is in ${where} of what was deployed. ${notDeployedWords(place, `${where}.${name}`)}`;
  }
  return undefined;
}

/**
 * `NAME=value` is refused, without a look at anything else and without repeating it.
 *
 * @throws Failure `usage`
 */
export function refuseValues(words: readonly string[]): void {
  if (!words.some((word) => word.includes('='))) return;
  throw new Failure(
    'usage',
    'Values do not belong on a command line: the shell keeps them in its history, and everybody on this machine can read them while the command runs. Give the name of the secret only; its value is asked for, or read from standard input. Nothing was changed.',
  );
}
