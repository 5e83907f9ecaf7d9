#!/usr/bin/env node
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '#load';

const root = dirname(fileURLToPath(new URL('../..', import.meta.url)));
const { main } = await load(root, 'tools/image/src/trial/main.ts');
process.exitCode = await main(root);
