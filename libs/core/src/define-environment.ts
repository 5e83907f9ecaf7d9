import type { Environment } from './environment';
import type { EnvironmentSpec } from './environment-spec';
import { EnvironmentError, type Problem } from './problem';
import { complete } from './validation/complete';
import { faultsOf, type Fault } from './validation/faults';
import { repair } from './validation/repair';
import { brokenRules } from './validation/rules';
import { environmentSchema } from './validation/schema';
import type { Path } from './validation/sound';

/**
 * Turns what a team wrote into a complete environment: defaults filled in, sizes in AWS's units.
 *
 * @example
 * export default defineEnvironment({
 *   app: 'acme',
 *   name: 'staging',
 *   aws: { account: '111111111111', region: 'eu-west-1' },
 *   domain: { name: 'staging.acme.example' },
 * });
 * @throws EnvironmentError with every problem at once
 */
export function defineEnvironment(spec: EnvironmentSpec): Environment {
  const parsed = environmentSchema.safeParse(spec);
  if (!parsed.success) {
    const faults = faultsOf(parsed.error.issues, spec);
    throw new EnvironmentError(title(spec), [
      ...faults.map(({ problem }) => problem),
      ...rulesBrokenBesides(faults, spec),
    ]);
  }
  const environment = complete(parsed.data);
  const problems = brokenRules(environment, () => true);
  if (problems.length > 0) throw new EnvironmentError(title(spec), problems);
  return environment;
}

/** Single values that are wrong do not hide what else is: the rules are tried on the rest. */
function rulesBrokenBesides(faults: readonly Fault[], spec: unknown): readonly Problem[] {
  const paths = faults.map(({ path }) => path);
  const rest = environmentSchema.safeParse(repair(spec, paths));
  if (!rest.success) return [];
  return brokenRules(complete(rest.data), (...path) => !paths.some((faulty) => related(faulty, path)));
}

/** One is the other, or lies inside of it. */
function related(a: Path, b: Path): boolean {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  return shorter.every((key, index) => key === longer[index]);
}

/** The spec comes from a file that nothing has type-checked yet, so even its name may be anything. */
function title(spec: unknown): string {
  const name: unknown = typeof spec === 'object' && spec !== null && 'name' in spec ? spec.name : undefined;
  return typeof name === 'string' && name !== '' ? `Environment ${name}` : 'Environment';
}
