const shared = {
  testEnvironment: '<rootDir>/test/support/native/environment.mjs',
  runtime: '<rootDir>/test/support/native/runtime.mjs',
  transform: {},
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json', 'node'],
};

export default {
  // Several test files and their servers share two cores; what hangs is still found.
  testTimeout: 120_000,
  maxWorkers: 2,
  // A worker that has grown begins anew before collecting what is left of its applications takes its time.
  workerIdleMemoryLimit: '1GB',
  projects: [
    // Neither needs a database: `jest --selectProjects unit` starts none.
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/architecture/**/*.spec.ts'] },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/**/*.e2e-spec.ts'],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
  ],
};
