import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../root.js';

/** The project's own migrations. */
export const MIGRATIONS = join(ROOT, 'migrations');

/** The names of the migrations in a folder, `NNNN_name`, in the order in which they are applied. */
export async function migrationNames(directory = MIGRATIONS): Promise<string[]> {
  const files = await readdir(directory);
  return files
    .filter((file) => /^\d{4}_\w+\.up\.sql$/.test(file))
    .map((file) => file.replace('.up.sql', ''))
    .sort();
}
