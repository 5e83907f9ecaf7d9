import { ENVIRONMENTS, Stack } from './stack';

/** Runs the same expectations over every environment's synthesized stack. */
export function forEachEnvironment(area: string, expectations: (stack: () => Stack) => void): void {
  describe.each(ENVIRONMENTS)(`${area} of %s`, (name) => {
    let stack: Stack | undefined;
    beforeAll(async () => {
      stack = await Stack.of(name);
    });
    expectations(() => {
      if (!stack) throw new Error(`${name} was not synthesized`);
      return stack;
    });
  });
}
