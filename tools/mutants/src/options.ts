import type { PartialStrykerOptions } from '@stryker-mutator/api/core';
import { join } from 'node:path';
import { REPORTER, RUNNER } from './plugin';
import type { Target } from './target';

/** Where everything goes that is not kept. */
export const DIRECTORY = '.slipway/mutants';

export interface Settings {
  /** Processes at once. */
  readonly concurrency: number;
  /** More projects whose specs run, for what their tests alone reach. */
  readonly also: readonly string[];
  /** Runs every mutant again, also those whose result is known from an earlier run. */
  readonly force: boolean;
  /** Also what runs once, when a module loads: each such mutant needs all specs of the project until one fails. */
  readonly static: boolean;
}

/** What StrykerJS is told: https://stryker-mutator.io/docs/stryker-js/configuration */
export function strykerOptions(workspace: string, target: Target, settings: Settings): PartialStrykerOptions {
  const projects = [target.project, ...settings.also];
  return {
    mutate: [...target.mutate],
    plugins: ['@stryker-mutator/jest-runner', join(workspace, 'tools/mutants/bin/plugin.mjs')],
    testRunner: RUNNER,
    jest: {
      configFile: 'tools/mutants/jest.config.mjs',
      config: { roots: projects.map((project) => `<rootDir>/${project}`) },
      enableFindRelatedTests: false,
    },
    coverageAnalysis: 'perTest',
    ignoreStatic: !settings.static,
    concurrency: settings.concurrency,
    // Jest keeps some memory of each run; a new process costs a second.
    maxTestRunnerReuse: 200,
    // Only an endless loop gets here: a promise that stays open ends by Jest's own 5 s and counts as killed.
    timeoutMS: 10_000,
    timeoutFactor: 3,
    dryRunTimeoutMinutes: 15,
    incremental: true,
    incrementalFile: join(DIRECTORY, `${fileName([target.name, ...settings.also])}.json`),
    force: settings.force,
    tempDirName: join(DIRECTORY, 'copies'),
    ignorePatterns: ['.slipway', '.nx', 'dist', 'cdktf.out', '.next', 'coverage'],
    // swc drops the types unread, so a mutant of the wrong type runs too.
    disableTypeChecks: false,
    checkers: [],
    reporters: [REPORTER],
    logLevel: 'error',
    fileLogLevel: 'off',
    allowConsoleColors: false,
  } as PartialStrykerOptions;
}

function fileName(parts: readonly string[]): string {
  return parts.join('+').replaceAll(/[/:]/g, '-');
}
