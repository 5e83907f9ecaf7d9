import { join } from 'node:path';
import { EXTERNAL_PACKAGES } from './external-packages.mjs';

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
  serverExternalPackages: EXTERNAL_PACKAGES,
  experimental: { turbopackFileSystemCacheForBuild: true },
  // Types are checked with everything else, by `npm run typecheck`.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
};
