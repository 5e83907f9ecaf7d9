#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CompileError, findWorkspace, load, originalStack } from '../load/load.mjs';
import { environmentNames } from './environment-names.mjs';

/** Exit code of a mistake in an environment file or on the command line; 1 is a defect of ours. */
const INVALID = 2;
/** Whatever the file prints goes to the streams; the environment, as JSON, goes here. */
const RESULT = 3;

const home = dirname(fileURLToPath(new URL('../..', import.meta.url)));
const workspace = findWorkspace(process.cwd(), home);
const names = environmentNames(workspace);
const [wanted] = process.argv.slice(2);

if (names.includes(wanted)) await print(`environments/${wanted}/environment.ts`);
else fail(`There is no environment "${wanted}". There are: ${names.join(', ')}.`, INVALID);

async function print(entry) {
  try {
    const { default: environment } = await load({ home, workspace }, join(workspace, entry));
    if (environment) writeSync(RESULT, JSON.stringify(environment));
    else fail(`${entry} has no default export. It should end in a defineEnvironment({ … }).`, INVALID);
  } catch (error) {
    if (error instanceof CompileError || error?.name === 'EnvironmentError') fail(error.message, INVALID);
    else fail(originalStack(error, workspace), 1);
  }
}

function fail(message, exitCode) {
  process.stderr.write(`${message}\n`);
  process.exitCode = exitCode;
}
