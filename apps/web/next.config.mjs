import { join } from 'node:path';

/** Where node_modules is. */
const workspace = join(import.meta.dirname, '../..');

/** @type {import('next').NextConfig} */
export default {
  // A folder that runs with nothing but Node: it is what goes into the image.
  output: 'standalone',
  outputFileTracingRoot: workspace,
  // Nothing resizes pictures, which would bring 19 MB of native code.
  images: { unoptimized: true },
  turbopack: { root: workspace },
  // Bundled, Knex would look for every database that it knows.
  serverExternalPackages: ['knex', 'pg'],
  experimental: { turbopackFileSystemCacheForBuild: true },
  // Types are checked with everything else, by `npm run typecheck`.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
};
