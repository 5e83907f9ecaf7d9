#!/usr/bin/env node
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '#load';

const home = dirname(fileURLToPath(new URL('../..', import.meta.url)));
const [workspace, ...options] = process.argv.slice(2);
process.setSourceMapsEnabled(true);
// It announces what later versions of the SDK will need; the version here is pinned.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
const { main } = await load({ home, workspace }, join(home, 'tools/cloud/src/server/main.ts'));
await main(workspace, options);
