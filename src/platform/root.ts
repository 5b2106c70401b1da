import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The program's folder, with migrations and openapi, from wherever its code lies: in sources, compiled, or in one piece. */
export const ROOT = folderAbove(import.meta.dirname);

function folderAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  if (dirname(folder) === folder) throw new Error('No package.json lies above the program; copy it there.');
  return folderAbove(dirname(folder));
}
