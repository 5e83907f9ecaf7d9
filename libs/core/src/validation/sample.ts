import { defineEnvironment } from '../define-environment';
import { EnvironmentError, type Problem } from '../problem';

/** For specs of this lib: a spec that is fine, with only what has no default. */
export const SAMPLE = {
  app: 'acme',
  name: 'sample',
  aws: { account: '222222222222', region: 'eu-west-1' },
  domain: { name: 'acme.example' },
} as const;

/** For specs of this lib: everything wrong with `spec`, which need not even be of the right type. */
export function problemsWith(spec: unknown): readonly Problem[] {
  try {
    // What a file exports is whatever its author wrote; the parameter's type holds in editors only.
    Reflect.apply(defineEnvironment, undefined, [spec]);
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
}

/** For specs of this lib: the only problem with the sample and `changes`. */
export function problemWith(changes: { readonly [key: string]: unknown }): Problem | undefined {
  const problems = problemsWith({ ...SAMPLE, ...changes });
  if (problems.length > 1)
    throw new Error(`more than one: ${problems.map(({ subject }) => subject).join(', ')}`);
  return problems[0];
}
