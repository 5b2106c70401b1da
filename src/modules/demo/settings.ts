import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../platform/context/ctx.js';
import { newId } from '../../platform/database/ids.js';
import { CUSTOM_FIELDS, POOLS } from './data/sales.js';
import type { DepartmentKey } from './data/people.js';
import type { Staff } from './staff.js';
import { DemoDictionaries, type DemoWords } from './words.js';

/** How the demo enterprise sells: its own fields, its pools with members, published rules and routing. */
@Injectable()
export class DemoSettings {
  constructor(private readonly dictionaries: DemoDictionaries) {}

  /** The pools that the demo fills, by name, and the words that it sorts leads by. */
  async establish(ctx: Ctx, staff: Staff): Promise<{ pools: Map<string, string>; words: DemoWords }> {
    const words = await this.dictionaries.establish(ctx);
    await this.addFields(ctx);
    const pools = await this.addPools(ctx, staff);
    await this.addMembers(ctx, staff, pools);
    await this.publishRules(ctx, pools);
    await this.route(ctx, pools, words);
    return { pools, words };
  }

  private async addFields(ctx: Ctx): Promise<void> {
    const rows = CUSTOM_FIELDS.map((field, position) => ({ id: newId(), position, ...field }));
    await ctx.db.run(sql`
      INSERT INTO custom_fields (tenant_id, id, object, key, label, type, choices, help, indexed, position, created_at, created_by, updated_at, updated_by)
      SELECT ${ctx.tenantId}::uuid, f.id, 'lead', f.key, f.label, f.type, f.choices, f.help, true, f.position,
        ${ctx.now}, ${ctx.actor.employeeId}::uuid, ${ctx.now}, ${ctx.actor.employeeId}::uuid
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS f(id uuid, key text, label text, type text, choices jsonb, help text, position integer)`);
  }

  /** A pool that founding has made under such a name is taken over with its rules. */
  private async addPools(ctx: Ctx, staff: Staff): Promise<Map<string, string>> {
    const rows = POOLS.map(({ name, description, own, department }, position) => {
      return { id: newId(), name, description, position, departmentId: own ? staff.departments.get(department) : null };
    });
    const pools = await ctx.db.query<{ id: string; name: string }>(sql`
      INSERT INTO pools (tenant_id, id, object, name, description, department_id, position, created_at, created_by, updated_at, updated_by)
      SELECT ${ctx.tenantId}::uuid, p.id, 'lead', p.name, p.description, p."departmentId", p.position,
        ${ctx.now}, ${ctx.actor.employeeId}::uuid, ${ctx.now}, ${ctx.actor.employeeId}::uuid
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS p(id uuid, name text, description text, "departmentId" uuid, position integer)
      ON CONFLICT (tenant_id, object, name) DO UPDATE SET description = excluded.description, position = excluded.position
      RETURNING id, name`);
    return new Map(pools.map(({ id, name }) => [name, id]));
  }

  private async addMembers(ctx: Ctx, staff: Staff, pools: Map<string, string>): Promise<void> {
    const group = (key: DepartmentKey): string => staff.departments.get(key)!;
    const rows = POOLS.flatMap(({ name, department, administrator }) => [
      { poolId: pools.get(name), groupId: group(department), kind: 'department', part: 'member' },
      { poolId: pools.get(name), groupId: staff.people.get(administrator)!.id, kind: 'employee', part: 'admin' },
    ]);
    await ctx.db.run(sql`
      INSERT INTO pool_members (tenant_id, pool_id, group_id, kind, part)
      SELECT ${ctx.tenantId}::uuid, m."poolId", m."groupId", m.kind, m.part
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS m("poolId" uuid, "groupId" uuid, kind text, part text)
      ON CONFLICT DO NOTHING`);
  }

  private async publishRules(ctx: Ctx, pools: Map<string, string>): Promise<void> {
    const rows = POOLS.map(({ name, rules }) => ({ id: newId(), poolId: pools.get(name), rules }));
    await ctx.db.run(sql`
      INSERT INTO pool_rules (tenant_id, id, pool_id, number, status, rules, effective_from, applied_at, created_at, created_by, updated_at, updated_by, published_at, published_by)
      SELECT ${ctx.tenantId}::uuid, r.id, r."poolId", 1, 'published', r.rules, ${ctx.now}, ${ctx.now},
        ${ctx.now}, ${ctx.actor.employeeId}::uuid, ${ctx.now}, ${ctx.actor.employeeId}::uuid, ${ctx.now}, ${ctx.actor.employeeId}::uuid
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, "poolId" uuid, rules jsonb)
      WHERE NOT EXISTS (SELECT FROM pool_rules known WHERE known.pool_id = r."poolId" AND known.status = 'published')`);
  }

  private async route(ctx: Ctx, pools: Map<string, string>, words: DemoWords): Promise<void> {
    const rows = POOLS.map(({ name, routing }, position) => ({
      id: newId(),
      poolId: pools.get(name),
      position,
      name: routing.name,
      condition: routing.condition(words),
    }));
    await ctx.db.run(sql`DELETE FROM routing_rules rr WHERE rr.object = 'lead'`);
    await ctx.db.run(sql`
      INSERT INTO routing_rules (tenant_id, id, object, position, name, condition, pool_id)
      SELECT ${ctx.tenantId}::uuid, r.id, 'lead', r.position, r.name, nullif(r.condition, 'null'), r."poolId"
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, position integer, name text, condition jsonb, "poolId" uuid)`);
  }
}
