#!/usr/bin/env node
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CompileError, findWorkspace, load } from '#load';

const home = dirname(fileURLToPath(new URL('../..', import.meta.url)));
const workspace = findWorkspace(process.cwd(), home);
process.setSourceMapsEnabled(true);
// It announces what later versions of the SDK will need; the version here is pinned.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
process.exitCode = await start();

async function start() {
  try {
    const { main } = await load({ home, workspace }, join(home, 'tools/cli/src/main.ts'));
    return await main(workspace, process.argv.slice(2));
  } catch (error) {
    if (error instanceof CompileError) process.stderr.write(`${error.message}\n`);
    else if (/MODULE_NOT_FOUND$/.test(error.code))
      process.stderr.write(`${error.message}\nRun npm ci first.\n`);
    else throw error;
    return 1;
  }
}
