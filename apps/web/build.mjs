/**
 * Bundles the app into dist/apps/web, a folder that runs with nothing but Node: `server.js`, and `migrate.js` for the
 * release phase. The same inputs give the same bytes. Another folder may be named: build.mjs [folder]
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '../..');
const source = join(import.meta.dirname, 'src');
const output = resolve(process.argv[2] ?? join(root, 'dist/apps/web'));

// What Knex and pg load only for other databases, or where it happens to be installed.
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

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
await build({
  // Paths in the output are relative to it, whatever the checkout is called.
  absWorkingDir: root,
  entryPoints: ['server', 'migrate'].map((name) => relative(root, join(source, `${name}.ts`))),
  outdir: output,
  bundle: true,
  platform: 'node',
  target: 'node20',
  external: NEVER_LOADED,
  logLevel: 'warning',
}).catch(() => process.exit(1)); // esbuild has said why
// Whatever the folder lies in, its files are CommonJS.
writeFileSync(join(output, 'package.json'), `${JSON.stringify({ type: 'commonjs', private: true })}\n`);
