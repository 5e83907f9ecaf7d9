#!/usr/bin/env node
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CompileError, findWorkspace, load, originalStack } from '../load/load.mjs';
import { environmentNames } from './environment-names.mjs';
import { wholeOrNothing } from './whole-or-nothing.mjs';

/** Exit code of a mistake in an environment file or on the command line; 1 is a defect of ours. */
const INVALID = 2;
const EVERY_ENVIRONMENT = '.slipway/every-environment.ts';

const home = dirname(fileURLToPath(new URL('../..', import.meta.url)));
const workspace = findWorkspace(process.cwd(), home);
// cdktf 0.21 calls util.isArray, about which Node 22 warns whoever runs it.
process.noDeprecation = true;
// Output goes to the workspace's cdktf.out, wherever the command was typed.
process.chdir(workspace);

const environments = environmentNames(workspace);
const [wanted] = process.argv.slice(2);

if (wanted === '--all') {
  await run(entryOfAll(), 'cdktf.out');
} else if (environments.includes(wanted)) {
  await run(`environments/${wanted}/main.ts`, join('cdktf.out', wanted));
} else {
  const subject = wanted === undefined ? 'Which environment?' : `There is no environment "${wanted}".`;
  fail(`${subject} There are: ${environments.join(', ')}. Or --all for all of them in one app.`, INVALID);
}

async function run(entry, directory) {
  try {
    await wholeOrNothing(process.env.CDKTF_OUTDIR ?? directory, (outdir) => {
      process.env.CDKTF_OUTDIR = outdir;
      return load({ home, workspace }, join(workspace, entry), 'cjs');
    });
  } catch (error) {
    if (error instanceof CompileError || error?.name === 'EnvironmentError') fail(error.message, INVALID);
    else fail(originalStack(error, workspace), 1);
  }
}

/** One app with every environment as a stack, as the cdktf command line wants it. */
function entryOfAll() {
  const imports = environments.map((name, i) => `import e${i} from '../environments/${name}/environment';`);
  const call = `synth(${environments.map((_, i) => `e${i}`).join(', ')});`;
  const source = [`import { synth } from '@slipway/platform';`, ...imports, call, ''].join('\n');
  const temporary = `${EVERY_ENVIRONMENT}.${process.pid}`;
  mkdirSync(dirname(EVERY_ENVIRONMENT), { recursive: true });
  writeFileSync(temporary, source);
  renameSync(temporary, EVERY_ENVIRONMENT);
  return EVERY_ENVIRONMENT;
}

function fail(message, exitCode) {
  process.stderr.write(`${message}\n`);
  process.exitCode = exitCode;
}
