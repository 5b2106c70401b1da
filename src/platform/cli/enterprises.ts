import sql from 'sql-template-tag';
import { Database } from '../database/database.js';
import { isId, newId } from '../database/ids.js';
import type { CommandCall } from './command-registry.js';

/** The enterprise of `--enterprise`, or all that are open. @throws Error for what is no id */
export async function enterprisesOf({ options: { enterprise }, get }: CommandCall): Promise<string[]> {
  if (enterprise !== undefined) {
    if (!isId(enterprise)) throw new Error(`--enterprise wants an id, not "${String(enterprise)}"`);
    return [enterprise];
  }
  const db = await (await get(Database)).openPublic(true, newId());
  try {
    const rows = await db.query<{ id: string }>(sql`SELECT active_tenants() AS id`);
    return rows.map(({ id }) => id);
  } finally {
    await db.rollback();
  }
}
