import sql from 'sql-template-tag';
import { customerKeys } from '../../src/modules/customers/customer/customer.keys.js';
import { newId } from '../../src/platform/database/ids.js';
import type { Enterprise, Person } from './enterprise.js';

/** What a customer of a test is made of; without sea it belongs to `owner`. */
export interface TestCustomer {
  owner?: Person;
  poolId?: string;
  homePoolId?: string;
  isPrivate?: boolean;
  phone?: string;
  tags?: string[];
  /** When it was owned or entered its sea. */
  minutesAgo?: number;
}

/** Makes customers of these names as rows: no check, no ledger line, no deadline. */
export async function makeCustomers(
  acme: Enterprise,
  names: string[],
  { owner, poolId, homePoolId = poolId, isPrivate = false, phone, tags = [], minutesAgo = 0 }: TestCustomer,
): Promise<string[]> {
  const rows = names.map((name) => ({ id: newId(), name, ...customerKeys(name, null) }));
  await acme.as((ctx) =>
    ctx.db.run(sql`
      INSERT INTO customers (tenant_id, id, name, name_pinyin, initials, name_key, near_key, phone, tags, is_private, owner_id, pool_id, home_pool_id,
        owned_since, entered_pool_at, created_at, updated_at)
      SELECT ${ctx.tenantId}::uuid, n.id, n.name, n."namePinyin", n.initials, n."nameKey", n."nearKey", ${phone ?? null}, ${tags}::text[], ${isPrivate}::boolean,
        ${owner?.id ?? null}::uuid, ${poolId ?? null}::uuid, ${homePoolId ?? null}::uuid,
        CASE WHEN ${owner?.id ?? null}::uuid IS NOT NULL THEN now() - make_interval(mins => ${minutesAgo}) END,
        CASE WHEN ${poolId ?? null}::uuid IS NOT NULL THEN now() - make_interval(mins => ${minutesAgo}) END, now(), now()
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(id uuid, name text, "namePinyin" text, initials text, "nameKey" text, "nearKey" text)`),
  );
  return rows.map(({ id }) => id);
}

/** One customer of this owner; its id. */
export const makeCustomer = async (acme: Enterprise, owner: Person, name = `客户${newId().slice(-6)}`): Promise<string> =>
  (await makeCustomers(acme, [name], { owner }))[0]!;
