import sql from 'sql-template-tag';
import { newId } from '../../src/platform/database/ids.js';
import { DEFAULT_RULES, type PoolRules } from '../../src/modules/pools/rule/rules.js';
import { makeCustomers } from './customers.js';
import type { Enterprise, Person } from './enterprise.js';

/** A pool of a test enterprise with rules in force. */
export interface TestPool {
  id: string;
  ruleId: string;
  /** Adds so many records of the pool's kind to it; they entered it `minutesAgo`. */
  records(count: number, values?: { minutesAgo?: number }): Promise<string[]>;
  /** Adds so many leads to the pool; they entered it `minutesAgo`. */
  leads(count: number, values?: { minutesAgo?: number; name?: string }): Promise<string[]>;
}

/** Makes a pool whose members and administrators are given, with these rules published. */
export async function makePool(
  acme: Enterprise,
  members: Person[],
  rules: DeepPartial<PoolRules> = {},
  admins: Person[] = [],
  name = `池${newId().slice(-6)}`,
  object: 'lead' | 'customer' = 'lead',
): Promise<TestPool> {
  const id = newId();
  const ruleId = newId();
  const merged = {
    ...rules,
    claim: { ...DEFAULT_RULES.claim, ...rules.claim },
    reclaim: { ...DEFAULT_RULES.reclaim, ...rules.reclaim },
    protection: { ...DEFAULT_RULES.protection, ...rules.protection },
  };
  await acme.as(async (ctx) => {
    await ctx.db.run(sql`INSERT INTO pools (tenant_id, id, object, name) VALUES (${ctx.tenantId}, ${id}, ${object}, ${name})`);
    const parts = [
      ...members.map((person) => ({ id: person.id, part: 'member' })),
      ...admins.map((person) => ({ id: person.id, part: 'admin' })),
    ];
    await ctx.db.run(sql`INSERT INTO pool_members (tenant_id, pool_id, group_id, kind, part)
      SELECT ${ctx.tenantId}::uuid, ${id}::uuid, m.id, 'employee', m.part FROM jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) AS m(id uuid, part text)`);
    await ctx.db.run(sql`INSERT INTO pool_rules (tenant_id, id, pool_id, number, status, rules, effective_from, applied_at)
      VALUES (${ctx.tenantId}, ${ruleId}, ${id}, 1, 'published', ${JSON.stringify(merged)}, now() - interval '1 year', now())`);
  });
  const leads: TestPool['leads'] = (count, values) => addLeads(acme, id, count, values);
  const customers: TestPool['records'] = (count, values) =>
    makeCustomers(
      acme,
      Array.from({ length: count }, () => `客户${newId()}`),
      { poolId: id, ...values },
    );
  return { id, ruleId, leads, records: object === 'lead' ? leads : customers };
}

async function addLeads(
  acme: Enterprise,
  poolId: string,
  count: number,
  { minutesAgo = 0, name = '线索' } = {},
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await acme.as((ctx) =>
    ctx.db.run(sql`INSERT INTO leads (tenant_id, id, name, pool_id, home_pool_id, entered_pool_at, created_at, updated_at)
      SELECT ${ctx.tenantId}::uuid, u.id, ${name} || u.n, ${poolId}::uuid, ${poolId}::uuid, now() - make_interval(mins => ${minutesAgo}), now(), now()
      FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS u(id, n)`),
  );
  return ids;
}

/** The ledger lines of a record, oldest first. */
export const ledgerOf = (acme: Enterprise, recordId: string): Promise<Record<string, unknown>[]> =>
  acme.as((ctx) =>
    ctx.db
      .query(sql`SELECT kind, from_owner_id, to_owner_id, from_pool_id, to_pool_id, reason, rule_id, rule_key, run_id FROM ownership_ledger
    WHERE record_id = ${recordId}::uuid ORDER BY at, id`),
  );

export type DeepPartial<T> = { [K in keyof T]?: Partial<T[K]> };
