import { join } from 'node:path';
import type { WorkspaceCopy } from './workspace-copy';

interface Edit {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

const MIGRATIONS = 'migrations/index.ts';
const LAST_MIGRATION = '...createEntries }';

/** What the page says from v2 on. */
export const NEW_HEADING = 'Guest book of today';

/** A destructive migration that takes nothing which the sample app has. */
export const DESTRUCTIVE_MIGRATION = { name: '20261103-drop-drafts', step: 'drops table drafts' } as const;

/** What a team may push, each as edits of the sample app. */
const VERSIONS = {
  'another page': [
    {
      file: 'app/page.tsx',
      before: '<h1>Guest book</h1>',
      after: `<h1>${NEW_HEADING}</h1>`,
    },
    {
      file: MIGRATIONS,
      before: LAST_MIGRATION,
      after: `${LAST_MIGRATION}, {
        name: '${DESTRUCTIVE_MIGRATION.name}',
        up: (database) => database.schema.dropTableIfExists('drafts'),
      }`,
    },
  ],
  'crashes at start': [
    {
      file: 'server.ts',
      before: 'const { env } = process;',
      after: 'const { env } = process;\nif (env.PORT) throw new Error("Cannot find module \'./prices\'");',
    },
  ],
  'is never healthy': [
    { file: 'app/healthz/route.ts', before: '{ headers:', after: '{ status: 503, headers:' },
  ],
  'has a migration that fails': [
    {
      file: MIGRATIONS,
      before: LAST_MIGRATION,
      after: `${LAST_MIGRATION}, {
        name: '20261104-currency',
        up: (database) => database.schema.alterTable('prices', (table) => void table.text('currency')),
      }`,
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
