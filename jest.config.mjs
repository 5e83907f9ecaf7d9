const compile = (parser) => ({
  jsc: { parser, transform: { react: { runtime: 'automatic' } }, target: 'es2022' },
});

/** Two projects: `fast` needs nothing but Node; `cloud` (*.cloud.spec.ts) applies to the embedded cloud. */
const shared = {
  testEnvironment: 'node',
  roots: ['<rootDir>/libs', '<rootDir>/tools', '<rootDir>/environments', '<rootDir>/apps'],
  modulePathIgnorePatterns: ['<rootDir>/.slipway', '<rootDir>/dist', '<rootDir>/cdktf.out', '/\\.next/'],
  moduleNameMapper: {
    '^@slipway/tool-([^/]*)/testing$': '<rootDir>/tools/$1/src/testing.ts',
    '^@slipway/tool-(.*)$': '<rootDir>/tools/$1/src/index.ts',
    '^@slipway/(.*)$': '<rootDir>/libs/$1/src/index.ts',
  },
  transform: {
    '^.+\\.ts$': ['@swc/jest', compile({ syntax: 'typescript' })],
    '^.+\\.tsx$': ['@swc/jest', compile({ syntax: 'typescript', tsx: true })],
  },
};

export default {
  // On two cores Jest's default is a single worker.
  maxWorkers: '100%',
  // A machine that does other work as well is slow, which is not a failure.
  testTimeout: 30_000,
  testSequencer: '<rootDir>/jest.sequencer.mjs',
  projects: [
    {
      ...shared,
      displayName: 'fast',
      runtime: '<rootDir>/jest.runtime.cjs',
      testEnvironment: '<rootDir>/jest.environment.mjs',
      setupFiles: ['<rootDir>/jest.properties.cjs'],
      testMatch: ['**/*.spec.ts', '**/*.spec.tsx'],
      testPathIgnorePatterns: ['/node_modules/', '\\.cloud\\.spec\\.ts$'],
    },
    {
      ...shared,
      displayName: 'cloud',
      runtime: '<rootDir>/jest.cloud-runtime.cjs',
      setupFilesAfterEnv: ['<rootDir>/jest.cloud.cjs'],
      testMatch: ['**/*.cloud.spec.ts'],
    },
  ],
};
