import type { Environment } from './environment';

/** What is allowed but deserves a word whenever something is released: one sentence or two each, for people. */
export function environmentWarnings({ services }: Pick<Environment, 'services'>): readonly string[] {
  return Object.entries(services)
    .filter(([, { migrate, scaling }]) => migrate === 'on-start' && scaling.max > 1)
    .map(
      ([name, { scaling }]) =>
        `services.${name} migrates as each container starts, and up to ${scaling.max} of them start at once: they wait ` +
        'for one another, and old tasks serve on a schema that is new already. ' +
        `A \`release\` command instead of \`migrate: 'on-start'\` runs once, before any of them.`,
    );
}
