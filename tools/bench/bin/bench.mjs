#!/usr/bin/env node
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '#load';

const root = dirname(fileURLToPath(new URL('../..', import.meta.url)));
const { bench } = await load(root, 'tools/bench/src/main.ts');
await bench({ root, date: new Date(), rounds: Number(process.argv[2] ?? 5) });
