import { exitCodeOf, reportError, terminalOutput } from '@slipway/tool-terminal';
import { Stryker } from '@stryker-mutator/core';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { measurementOf, type Measurement } from './measurement';
import { strykerOptions, type Settings } from './options';
import { targetsOf, withRow } from './page';
import type { Target } from './target';
import { measurementText } from './text';
import { readWords } from './words';

const PAGE = 'docs/mutants.md';

/** Specs that disturb a release at every call of it take each seventh here: a survivor lives through all of them. */
const SWEEP_STEP = '7';

/** Measures and prints. @returns the exit code: 0 whatever the score, 1 if it could not be measured, 2 for wrong words */
export async function main(workspace: string, args: readonly string[]): Promise<number> {
  const output = terminalOutput();
  try {
    const { targets, json, keep, ...settings } = readWords(workspace, args, () =>
      targetsOf(readFileSync(join(workspace, PAGE), 'utf8')),
    );
    for (const target of targets) {
      const measurement = await measure(workspace, target, settings);
      output.result(json ? JSON.stringify(measurement) : measurementText(measurement));
      if (keep) writePage(workspace, measurement);
    }
    return 0;
  } catch (error) {
    reportError(error, output);
    return exitCodeOf(error);
  }
}

async function measure(workspace: string, target: Target, settings: Settings): Promise<Measurement> {
  process.chdir(workspace);
  process.env['SLIPWAY_SWEEP_STEP'] ??= SWEEP_STEP;
  const start = performance.now();
  const mutants = await new Stryker(strykerOptions(workspace, target, settings)).runMutationTest();
  return measurementOf({
    target: target.name,
    date: new Date(),
    seconds: (performance.now() - start) / 1000,
    mutants,
    read: (file) => readFileSync(file, 'utf8'),
    shorten: (file) => relative(workspace, file).split(sep).join('/'),
  });
}

function writePage(workspace: string, measurement: Measurement): void {
  const file = join(workspace, PAGE);
  writeFileSync(file, withRow(readFileSync(file, 'utf8'), measurement));
}
