import { join } from 'node:path';
import type { WorkspaceCopy } from './workspace-copy';

interface Edit {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

const MIGRATIONS = 'migrations/index.ts';
const KNOWN_MIGRATIONS = '[createNotes]';

/** A destructive migration that takes nothing which the sample app has. */
export const DESTRUCTIVE_MIGRATION = { name: '20261103-drop-drafts', step: 'drops table drafts' } as const;

/** What a team may push, each as edits of the sample app. */
const VERSIONS = {
  'another page': [
    { file: 'page.ts', before: '<h1>Notes</h1>', after: '<h1>Notes of today</h1>' },
    {
      file: MIGRATIONS,
      before: KNOWN_MIGRATIONS,
      after: `[createNotes, {
        name: '${DESTRUCTIVE_MIGRATION.name}',
        destructive: ['${DESTRUCTIVE_MIGRATION.step}'],
        up: (database) => database.schema.dropTableIfExists('drafts'),
      }]`,
    },
  ],
  'crashes at start': [
    {
      file: 'server.ts',
      before: 'const { env } = process;',
      after: 'const { env } = process;\nif (env.PORT) throw new Error("Cannot find module \'./prices\'");',
    },
  ],
  'is never healthy': [{ file: 'app.ts', before: "'GET /healthz'", after: "'GET /health'" }],
  'has a migration that fails': [
    {
      file: MIGRATIONS,
      before: 'createNotes,',
      after: `createNotes, {
        name: '20261104-currency',
        destructive: [],
        up: (database) => database.schema.alterTable('prices', (table) => void table.text('currency')),
      },`,
    },
  ],
} as const satisfies { readonly [version: string]: readonly Edit[] };

export type AppVersion = keyof typeof VERSIONS;

/** Edits the app of a workspace. @returns how to take that back */
export function editApp(workspace: WorkspaceCopy, version: AppVersion): () => void {
  const undo = VERSIONS[version].map(({ file, before, after }) =>
    workspace.edit(join('apps', 'web', 'src', file), before, after),
  );
  return () => {
    for (const takeBack of undo.reverse()) takeBack();
  };
}
