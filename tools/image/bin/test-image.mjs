#!/usr/bin/env node
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '#load';

const home = dirname(fileURLToPath(new URL('../..', import.meta.url)));
const folders = { home, workspace: home };
const { main } = await load(folders, join(home, 'tools/image/src/trial/main.ts'));
process.exitCode = await main(home);
