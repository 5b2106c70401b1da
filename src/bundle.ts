/**
 * Makes the programs in dist out of the modules that the compiler left in build: a start that has a thousand modules of ours
 * to find and link takes half as long again. Packages stay where they are installed, but for the one that brings a library
 * in hundreds of files.
 */
import { rm } from 'node:fs/promises';
import * as esbuild from 'esbuild';

const PROGRAMS = ['main', 'worker', 'cli', 'openapi'];
const BUNDLED = /^(@nestjs\/swagger|es-toolkit)(\/|$)/;

const packagesOutside: esbuild.Plugin = {
  name: 'packages-outside',
  setup: (build) =>
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || BUNDLED.test(path) ? undefined : { path, external: true },
    ),
};

await rm('dist', { recursive: true, force: true });
await esbuild.build({
  entryPoints: PROGRAMS.map((name) => `build/${name}.js`),
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Node.js 20.19 has them, whatever esbuild knows of it.
  supported: { 'import-attributes': true },
  // Names of classes are told in logs, and name the schemas of the API.
  keepNames: true,
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'error',
  plugins: [packagesOutside],
});
