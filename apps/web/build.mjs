/**
 * Builds the app into dist/apps/web, a folder that runs with nothing but Node: `server.js` to serve, `migrate.js` for
 * the release phase. Another folder may be named: build.mjs [folder]
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { alone } from './build-lock.mjs';
import { EXTERNAL_PACKAGES } from './external-packages.mjs';

const app = import.meta.dirname;
const root = resolve(app, '../..');
const require = createRequire(import.meta.url);
const output = resolve(process.argv[2] ?? join(root, 'dist/apps/web'));

/** Each with all that it needs of ours, so that a server which migrates nothing loads nothing of migrations. */
const ENTRIES = ['server', 'migrate', 'migrations/run/migrate-on-start'];

/**
 * The build is the same on every machine: `.env*` files are for `next dev` alone, and NODE_ENV is not the caller's.
 * Next.js takes the first variable for the word that it has read such files already.
 */
const ENVIRONMENT = { NEXT_TELEMETRY_DISABLED: '1', __NEXT_PROCESSED_ENV: '1', NODE_ENV: 'production' };

await alone(join(app, '.next-build.lock'), async () => {
  buildPages();
  rmSync(output, { recursive: true, force: true });
  mkdirSync(dirname(output), { recursive: true });
  move(join(app, '.next/standalone'), output);
  // What Next resizes pictures with, 19 MB, even where next.config.mjs has switched that off.
  for (const unused of ['sharp', '@img']) {
    rmSync(join(output, 'node_modules', unused), { recursive: true, force: true });
  }
  cpSync(join(app, '.next/static'), join(output, 'apps/web/.next/static'), { recursive: true });
  // Next.js leaves it to whoever serves the app.
  if (existsSync(join(app, 'public')))
    cpSync(join(app, 'public'), join(output, 'apps/web/public'), { recursive: true });
  forgetEnvFiles(join(output, 'apps/web'));
  await bundleEntries();
  // The parser of SQL, where its bundled loader looks for it.
  copyFileSync(require.resolve('libpg-query/wasm/libpg-query.wasm'), join(output, 'libpg-query.wasm'));
  // Whatever the folder lies in, its files are CommonJS.
  writeFileSync(join(output, 'package.json'), `${JSON.stringify({ type: 'commonjs', private: true })}\n`);
});

/** Copied only where it must be: that is two thousand files, and seconds on some disks. */
function move(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (error.code !== 'EXDEV') throw error;
    // Links stay as they are, relative and inside.
    cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  }
}

function buildPages() {
  const next = require.resolve('next/dist/bin/next');
  const { status } = spawnSync(process.execPath, [next, 'build', app], {
    stdio: 'inherit',
    env: { ...process.env, ...ENVIRONMENT },
  });
  if (status !== 0) process.exit(status ?? 1); // Next has said why
}

/** Next.js copies them beside the server, secrets and all. */
function forgetEnvFiles(folder) {
  for (const name of readdirSync(folder)) if (name.startsWith('.env')) rmSync(join(folder, name));
}

/** External packages are found in the folder's own node_modules, where Next has put them. */
async function bundleEntries() {
  await build({
    // Paths in the output are relative to it, whatever the checkout is called.
    absWorkingDir: root,
    entryPoints: ENTRIES.map((entry) => relative(root, join(app, 'src', `${entry}.ts`))),
    entryNames: '[name]',
    outdir: output,
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: EXTERNAL_PACKAGES,
    logLevel: 'warning',
  }).catch(() => process.exit(1)); // esbuild has said why
}
