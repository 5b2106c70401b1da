import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
/** What a machine makes, and what is wrong on purpose. */
const NOT_OURS = new Set(['node_modules', '.git', 'build', 'dist', '.data', 'coverage', 'fixture']);

export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  path: string;
  text: string;
}

/** The files below a folder of the repository whose path matches, with their text. */
export function filesUnder(folder: string, pattern: RegExp): SourceFile[] {
  return pathsUnder(join(ROOT, folder))
    .map((path) => relative(ROOT, path).replaceAll('\\', '/'))
    .filter((path) => pattern.test(path))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

function pathsUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? pathsUnder(path) : entry.isFile() ? [path] : [];
  });
}

/** Every place where a pattern occurs, as `path:line: text`, so that a failing test names what to mend. */
export function placesOf(pattern: RegExp, files: SourceFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}
