import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Packages that ship ES modules only: jest runs CommonJS, so they are transformed like our own sources. */
function esmPackages(root = 'node_modules') {
  const names = readdirSync(root).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(root, name)).map((inner) => `${name}/${inner}`) : [name],
  );
  return names.filter((name) => {
    try {
      return JSON.parse(readFileSync(join(root, name, 'package.json'), 'utf8')).type === 'module';
    } catch {
      return false;
    }
  });
}

const swc = {
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};

const shared = {
  testEnvironment: 'node',
  transform: { '^.+\\.m?[jt]s$': ['@swc/jest', swc] },
  transformIgnorePatterns: [`node_modules/(?!(${esmPackages().join('|')})/)`],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json', 'node'],
  setupFilesAfterEnv: ['<rootDir>/test/support/setup.ts'],
};

export default {
  maxWorkers: 2,
  // What a file of tests has loaded is never quite let go: a worker that has grown begins anew before collecting it takes its time.
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
