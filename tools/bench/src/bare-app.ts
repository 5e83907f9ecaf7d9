import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The least that there is of Next.js with Knex: what the sample app's figures are compared with. */
const FILES: { readonly [file: string]: string } = {
  'package.json': '{ "private": true, "type": "module" }\n',
  'next.config.mjs': `
import { resolve } from 'node:path';
const root = resolve(import.meta.dirname, '../../..');
export default {
  output: 'standalone',
  outputFileTracingRoot: root,
  turbopack: { root },
  serverExternalPackages: ['knex', 'pg'],
  experimental: { turbopackFileSystemCacheForBuild: true },
};
`,
  'app/layout.js': `
export default function Layout({ children }) {
  return <html><body>{children}</body></html>;
}
`,
  'app/page.js': `
import knex from 'knex';
export const dynamic = 'force-dynamic';
const database = knex({ client: 'pg' });
export default function Page() {
  return <h1>{typeof database.select}</h1>;
}
`,
};

/**
 * Writes the app below the workspace, where it finds the workspace's own Next.js.
 *
 * @returns its folder
 */
export function writeBareApp(workspace: string): string {
  const folder = join(workspace, '.slipway/bench/bare-app');
  for (const [file, text] of Object.entries(FILES)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}
