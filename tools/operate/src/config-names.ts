import { reservedVariable, type Environment } from '@slipway/core';
import { Failure } from '@slipway/tool-terminal';
import { serviceOf } from './names';

/**
 * Whether a secret may be called that. What is not a name is not repeated: it may be a secret.
 *
 * @throws Failure `usage`
 */
export function checkNames(environment: Environment, service: string, names: readonly string[]): void {
  refuseValues(names);
  const { settings } = serviceOf(environment, service);
  const problems = names.flatMap((name) => problemOf(name, service, environment, settings.environment) ?? []);
  if (problems.length > 0) throw new Failure('usage', `${problems.join('\n')}\nNothing was changed.`);
}

function problemOf(
  name: string,
  service: string,
  { name: environment, database }: Environment,
  plain: { readonly [name: string]: string },
): string | undefined {
  if (!/^[A-Z_][A-Z0-9_]*$/.test(name))
    return 'A name has capital letters, digits and underscores, and does not start with a digit.';
  const reserved = reservedVariable(name, service, database !== false);
  if (reserved !== undefined) return `${name} cannot be set. ${reserved}`;
  if (Object.hasOwn(plain, name)) {
    return `${name} is already in services.${service}.environment of environments/${environment}/environment.ts. Remove it there and deploy, or choose another name.`;
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
