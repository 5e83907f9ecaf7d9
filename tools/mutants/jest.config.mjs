import workspace from '../../jest.config.mjs';

const { displayName: _, ...fast } = workspace.projects.find(({ displayName }) => displayName === 'fast');

/** The project `fast` alone, for StrykerJS, which runs it once for each mutant. */
export default {
  ...fast,
  rootDir: '../..',
  filter: '<rootDir>/tools/mutants/bin/chosen-specs.cjs',
  cacheDirectory: '<rootDir>/.jest-cache',
  // Both spare a process for each run.
  watchman: false,
  haste: { forceNodeFilesystemAPI: true },
};
