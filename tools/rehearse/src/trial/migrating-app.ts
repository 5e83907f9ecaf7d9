import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** What Knex and pg would load for other databases, or where it happens to be installed. */
const NEVER_LOADED = [
  'better-sqlite3',
  'mariadb/callback',
  'mysql',
  'mysql2',
  'oracledb',
  'pg-native',
  'pg-query-stream',
  'sqlite3',
  'tedious',
];

/** A migration as its file would have it. */
export interface WrittenMigration {
  readonly name: string;
  /** TypeScript of the body of `async up(knex)`. */
  readonly up: string;
  /** @default in a transaction */
  readonly transaction?: false;
}

/** As the app's own build has them. */
const ENTRIES = ['server', 'migrate', 'migrations/run/migrate-on-start'];

export interface MigratingApp {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  /** Gets what goes into the image. */
  readonly folder: string;
  /** After the sample app's own first. */
  readonly migrations: readonly WrittenMigration[];
}

/**
 * The sample app's own entries, `server.js` and `migrate.js`, with other migrations and without Next: in the place of its
 * server stands one that only says that it is there. It imports nothing of ours and we nothing of it, so it is bundled.
 */
export async function writeMigratingApp({ workspace, folder, migrations }: MigratingApp): Promise<void> {
  const source = join(workspace, 'apps/web/src');
  await build({
    absWorkingDir: workspace,
    entryPoints: ENTRIES.map((entry) => join(source, `${entry}.ts`)),
    entryNames: '[name]',
    outdir: folder,
    bundle: true,
    platform: 'node',
    external: NEVER_LOADED,
    plugins: [listing(join(source, 'migrations'), migrations)],
    logLevel: 'error',
  });
  const require = createRequire(join(workspace, 'package.json'));
  copyFileSync(require.resolve('libpg-query/wasm/libpg-query.wasm'), join(folder, 'libpg-query.wasm'));
  mkdirSync(join(folder, 'apps/web'), { recursive: true });
  writeFileSync(join(folder, 'apps/web/server.js'), SERVER);
}

/** Puts another list of migrations in the place of the app's. */
function listing(resolveDir: string, migrations: readonly WrittenMigration[]): Plugin {
  const listed = migrations.map(
    ({ name, up, transaction = true }) =>
      `{ name: '${name}', config: { transaction: ${transaction} }, async up(knex: any) { ${up} } }`,
  );
  const contents = `
    import * as createEntries from './20261102-create-entries';
    export const MIGRATIONS = [{ name: '20261102-create-entries', ...createEntries }, ${listed.join(', ')}];`;
  return {
    name: 'migrations',
    setup({ onLoad }) {
      onLoad({ filter: /web\/src\/migrations\/index\.ts$/ }, () => ({ contents, resolveDir, loader: 'ts' }));
    },
  };
}

const SERVER = `
const { createServer } = require('node:http');
const server = createServer((request, response) => response.end('here'));
server.listen(process.env.PORT, process.env.HOSTNAME, () => console.log('serving'));
`;
