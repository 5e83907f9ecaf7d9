#!/usr/bin/env node
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Not `#load`: the package.json of tools/nx, which `nx g` looks for, hides the workspace's.
const { load } = await import(new URL('../../synth/load/load.mjs', import.meta.url).href);
const home = dirname(fileURLToPath(new URL('../..', import.meta.url)));
const { main } = await load({ home, workspace: home }, join(home, 'tools/nx/src/test-cloud/main.ts'));
process.exitCode = await main(home, process.argv.slice(2));
