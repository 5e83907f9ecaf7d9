#!/usr/bin/env node
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '#load';

const workspace = dirname(fileURLToPath(new URL('../..', import.meta.url)));
const { writeAddresses } = await load(
  { home: workspace, workspace },
  join(workspace, 'tools/verify/src/addresses.ts'),
);
await writeAddresses(workspace);
