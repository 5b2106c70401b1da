import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../platform/context/ctx.js';
import { newId } from '../../platform/database/ids.js';
import { CUSTOM_FIELDS, POOLS } from './data/sales.js';
import { OFF_DUTY, type DepartmentKey } from './data/people.js';
import type { Staff } from './staff.js';
import { DemoDictionaries, type DemoWords } from './words.js';

/** How the demo enterprise sells: its own fields, its pools with members, published rules and routing. */
@Injectable()
export class DemoSettings {
  constructor(private readonly dictionaries: DemoDictionaries) {}

  /** The pools and seas that the demo fills, by name, and the words that it sorts records by. */
  async establish(ctx: Ctx, staff: Staff): Promise<{ pools: Map<string, string>; words: DemoWords }> {
    const words = await this.dictionaries.establish(ctx);
    await this.addFields(ctx);
    const pools = await this.addPools(ctx, staff);
    await this.addMembers(ctx, staff, pools);
    await this.publishRules(ctx, staff, pools, words);
    await this.route(ctx, pools, words);
    await this.number(ctx);
    await this.sendOffDuty(ctx, staff);
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
    const rows = POOLS.map(({ object, name, description, own, department }, position) => {
      return { id: newId(), object, name, description, position, departmentId: own ? staff.departments.get(department) : null };
    });
    const pools = await ctx.db.query<{ id: string; name: string }>(sql`
      INSERT INTO pools (tenant_id, id, object, name, description, department_id, position, created_at, created_by, updated_at, updated_by)
      SELECT ${ctx.tenantId}::uuid, p.id, p.object, p.name, p.description, p."departmentId", p.position,
        ${ctx.now}, ${ctx.actor.employeeId}::uuid, ${ctx.now}, ${ctx.actor.employeeId}::uuid
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS p(id uuid, object text, name text, description text, "departmentId" uuid, position integer)
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

  private async publishRules(ctx: Ctx, staff: Staff, pools: Map<string, string>, words: DemoWords): Promise<void> {
    const rows = POOLS.map(({ name, rules, assignment }) => ({
      id: newId(),
      poolId: pools.get(name),
      rules: { ...rules, ...(assignment && { assignment: assignment(words, staff.departments) }) },
    }));
    await ctx.db.run(sql`
      INSERT INTO pool_rules (tenant_id, id, pool_id, number, status, rules, effective_from, applied_at, created_at, created_by, updated_at, updated_by, published_at, published_by)
      SELECT ${ctx.tenantId}::uuid, r.id, r."poolId", 1, 'published', r.rules, ${ctx.now}, ${ctx.now},
        ${ctx.now}, ${ctx.actor.employeeId}::uuid, ${ctx.now}, ${ctx.actor.employeeId}::uuid, ${ctx.now}, ${ctx.actor.employeeId}::uuid
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, "poolId" uuid, rules jsonb)
      WHERE NOT EXISTS (SELECT FROM pool_rules known WHERE known.pool_id = r."poolId" AND known.status = 'published')`);
  }

  private async route(ctx: Ctx, pools: Map<string, string>, words: DemoWords): Promise<void> {
    const rows = POOLS.map(({ object, name, routing }, position) => ({
      id: newId(),
      object,
      poolId: pools.get(name),
      position,
      name: routing.name,
      condition: routing.condition(words),
    }));
    await ctx.db.run(sql`DELETE FROM routing_rules`);
    await ctx.db.run(sql`
      INSERT INTO routing_rules (tenant_id, id, object, position, name, condition, pool_id)
      SELECT ${ctx.tenantId}::uuid, r.id, r.object, r.position, r.name, nullif(r.condition, 'null'), r."poolId"
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, object text, position integer, name text, condition jsonb, "poolId" uuid)`);
  }

  /** Customers' numbers begin with the enterprise's letters. */
  private async number(ctx: Ctx): Promise<void> {
    await ctx.db.run(sql`
      INSERT INTO number_rules (tenant_id, object, pattern, reset, gap_free, start, updated_at, updated_by)
      VALUES (${ctx.tenantId}::uuid, 'customer', 'YH-{YYYY}-{seq:5}', 'yearly', false, 1, ${ctx.now}, ${ctx.actor.employeeId}::uuid)`);
  }

  /** Somebody is away: rules assign nothing to them. */
  private async sendOffDuty(ctx: Ctx, staff: Staff): Promise<void> {
    await ctx.db.run(sql`
      INSERT INTO employee_duties (tenant_id, employee_id, on_duty, updated_at, updated_by)
      SELECT ${ctx.tenantId}::uuid, id, false, ${ctx.now}, id FROM unnest(${OFF_DUTY.map((name) => staff.people.get(name)!.id)}::uuid[]) AS p(id)`);
  }
}
