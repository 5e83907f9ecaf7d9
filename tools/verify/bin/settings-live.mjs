#!/usr/bin/env node
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '#load';

const workspace = dirname(fileURLToPath(new URL('../..', import.meta.url)));
const { main } = await load(
  { home: workspace, workspace },
  join(workspace, 'tools/verify/src/settings-live/main.ts'),
);
process.exitCode = await main(workspace, process.argv.slice(2));
