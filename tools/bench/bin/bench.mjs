#!/usr/bin/env node
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '#load';

const workspace = dirname(fileURLToPath(new URL('../..', import.meta.url)));
const { bench, benchApp, benchReleases } = await load(
  { home: workspace, workspace },
  join(workspace, 'tools/bench/src/main.ts'),
);
const words = process.argv.slice(2);
const rounds = Number(words.find((word) => /^\d+$/.test(word)) ?? 5);
const only = { app: benchApp, releases: benchReleases };
const [part] = words.filter((word) => Object.hasOwn(only, word));
await (part ? only[part]({ workspace, rounds }) : bench({ workspace, date: new Date(), rounds }));
