#!/usr/bin/env node
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '#load';

const root = dirname(fileURLToPath(new URL('../..', import.meta.url)));
process.setSourceMapsEnabled(true);
// It announces what later versions of the SDK will need; the version here is pinned.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
const { main } = await load(root, 'tools/cloud/src/server/main.ts');
await main(root, process.argv.slice(2));
