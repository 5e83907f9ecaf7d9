import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Nx would compile a plugin in TypeScript on every start without its daemon, with the whole compiler: 0.5 s.
// Not `#load`: the package.json beside this file, which `nx g` looks for, hides the workspace's.
const { load } = await import(new URL('../synth/load/load.mjs', import.meta.url).href);
const home = dirname(fileURLToPath(new URL('..', import.meta.url)));

export const { createNodesV2 } = await load(
  { home, workspace: home },
  join(home, 'tools/nx/src/plugin.ts'),
  'cjs',
);
