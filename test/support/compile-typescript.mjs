// Lets Node run the whole application from its sources: decorators need a compiler, which type stripping is not.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync, version } from '@swc/core';
import './resolve-typescript.mjs';

const OPTIONS = {
  configFile: false,
  swcrc: false,
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
    experimental: { keepImportAttributes: true },
  },
  module: { type: 'es6' },
  sourceMaps: true,
};

/** What was compiled once is kept: every worker and every node that tests start would compile the same files. */
const KEPT = join(import.meta.dirname, '../../.data/compiled');
mkdirSync(KEPT, { recursive: true });

/** Source maps on disk by the URL of what was compiled, for stack traces. */
export const sourceMaps = new Map();

registerHooks({
  load(url, context, next) {
    if (!url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
    return { format: 'module', source: compiled(url), shortCircuit: true };
  },
});

function compiled(url) {
  const filename = fileURLToPath(url);
  const text = readFileSync(filename, 'utf8');
  const kept = join(KEPT, hash(filename));
  sourceMaps.set(url, `${kept}.map`);
  const mark = `\n//${hash(version + JSON.stringify(OPTIONS) + text)}`;
  const known = read(`${kept}.mjs`);
  if (known?.endsWith(mark)) return known;
  const { code, map } = transformSync(text, { ...OPTIONS, filename });
  keep(`${kept}.map`, map);
  keep(`${kept}.mjs`, code + mark);
  return code;
}

const hash = (text) => createHash('sha256').update(text).digest('hex').slice(0, 32);

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Whole or not at all: another process may be compiling the same file. */
function keep(file, text) {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, file);
}
