import { optional, string, type core } from 'zod/mini';
import type { AppSpec } from '../spec/app-spec';
import { choice, pattern, section } from '../validation/field';

/** Every key of an app's file, and what its value may be on its own. */
export const appSchema = section({
  $schema: optional(string({ error: 'a text' })),
  context: optional(choice('app', 'workspace')),
  packages: optional(
    pattern(
      /^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[\w./-]+$/,
      "a file in the app's folder, such as 'app-packages.mjs'",
      'Write its path from the app’s folder.',
    ),
  ),
});

type Accepted = core.input<typeof appSchema>;
type Extends<A extends B, B> = [A, B];

/** Holds schema and documented type together at compile time. */
export type SchemaIsSpec = [
  Extends<AppSpec, Accepted>,
  Extends<Accepted, AppSpec>,
  Extends<Required<AppSpec>, Required<Accepted>>,
  Extends<Required<Accepted>, Required<AppSpec>>,
];
