// Runs a TypeScript entry of the workspace: run-entry.mjs <entry> [arguments…]
import { load } from '#load';

await load(process.cwd(), process.argv[2], 'cjs');
