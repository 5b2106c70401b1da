/**
 * Makes the programs in dist out of the modules that the compiler left in build (ADR 0011): ours, and of the packages the
 * framework, which comes in hundreds of files. All other packages stay where they are installed.
 */
import { rm } from 'node:fs/promises';
import * as esbuild from 'esbuild';

const PROGRAMS = ['main', 'worker', 'cli', 'openapi'];
/** Without what the framework offers to load and nobody has installed. */
const BUNDLED = /^(@nestjs(?!\/(microservices|websockets|platform-express))|rxjs|es-toolkit)(\/|$)/;

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
