#!/usr/bin/env node
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '#load';

const home = dirname(fileURLToPath(new URL('../..', import.meta.url)));
const { main } = await load({ home, workspace: home }, join(home, 'tools/mutants/src/main.ts'));
process.exitCode = await main(home, process.argv.slice(2));
