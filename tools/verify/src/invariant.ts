import type { Stack } from './stack';

/**
 * What must hold in the stack of every environment that validation accepts: a claim and its check, which takes what it
 * expects from `stack.environment` and fails by throwing.
 */
export interface Area {
  readonly area: string;
  readonly claims: { readonly [claim: string]: (stack: Stack) => void };
}

/** The claims that a stack breaks, with what was found instead. */
export function broken(areas: readonly Area[], stack: Stack): readonly string[] {
  return areas.flatMap(({ area, claims }) =>
    Object.entries(claims).flatMap(([claim, check]) => {
      try {
        check(stack);
        return [];
      } catch (error) {
        return [`${area}: ${claim}\n${error instanceof Error ? error.message : String(error)}`];
      }
    }),
  );
}
