/** Says what each migration would take from the release before. Needs no database. Run by `nx run web:lint-migrations`. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../..');
// Where it finds the workspace's packages.
const program = join(root, 'node_modules/.cache/web/lint-migrations.cjs');

await build({
  absWorkingDir: root,
  entryPoints: [join(import.meta.dirname, 'src/migrations/lint/main.ts')],
  outfile: program,
  bundle: true,
  platform: 'node',
  packages: 'external',
  logLevel: 'warning',
}).catch(() => process.exit(1)); // esbuild has said why
// From there it finds the files, and those that no list names.
process.chdir(root);
await import(pathToFileURL(program).href);
