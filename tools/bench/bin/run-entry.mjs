// Runs a TypeScript entry of the workspace: run-entry.mjs <entry> [arguments…]
import { resolve } from 'node:path';
import { load } from '#load';

const root = process.cwd();
await load({ home: root, workspace: root }, resolve(root, process.argv[2]), 'cjs');
