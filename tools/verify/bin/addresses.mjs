#!/usr/bin/env node
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '#load';

const root = dirname(fileURLToPath(new URL('../..', import.meta.url)));
const { writeAddresses } = await load(
  { home: root, workspace: root },
  join(root, 'tools/verify/src/addresses.ts'),
);
await writeAddresses(root);
