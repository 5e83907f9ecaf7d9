// oxlint-disable-next-line @nx/enforce-module-boundaries -- The workspace's configuration belongs to no project.
import workspace from '../../jest.config.mjs';

const { displayName: _, ...fast } = workspace.projects.find(({ displayName }) => displayName === 'fast');

/** The project `fast` alone, for StrykerJS, which runs it again and again in one process. */
export default {
  ...fast,
  rootDir: '../..',
  // A fresh scope for each file: what a mutant spoils would spoil the next run, were modules and globals shared.
  runtime: undefined,
  testEnvironment: 'node',
  filter: '<rootDir>/tools/mutants/bin/chosen-specs.cjs',
  cacheDirectory: '<rootDir>/.jest-cache',
  // Both spare a process for each run.
  watchman: false,
  haste: { forceNodeFilesystemAPI: true },
};
