import { Injectable } from '@nestjs/common';
import sql, { empty, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { SavedViewQuery } from '../../../platform/records/index.js';
import { actorIdOf } from '../../../platform/jobs/index.js';

export interface ViewGroup {
  kind: 'role' | 'department';
  id: string;
  name: string;
}

export interface SavedViewRow extends Record<string, unknown> {
  id: string;
  object: string;
  name: string;
  ownerId: string | null;
  ownerName: string | null;
  audience: 'nobody' | 'everyone' | 'groups';
  condition: Record<string, unknown> | null;
  columns: string[];
  sort: string | null;
  buttons: string[];
  position: number;
  groups: ViewGroup[];
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** What is written of a view. */
export type ViewValues = Pick<SavedViewRow, 'name' | 'audience' | 'condition' | 'columns' | 'sort' | 'buttons' | 'position'>;

/** Whether the actor has view v: it is theirs, or shared with them. Of departments those above theirs count too. */
export const available = (ctx: Ctx): Sql => sql`(v.owner_id = ${ctx.actor.employeeId}::uuid OR v.audience = 'everyone'
  OR v.audience = 'groups' AND EXISTS (SELECT FROM saved_view_groups g WHERE g.view_id = v.id AND (
    g.group_id = ANY (${[...ctx.ability.roleIds]}::uuid[])
    OR g.group_id IN (SELECT m.group_id FROM employee_groups m WHERE m.employee_id = ${ctx.actor.employeeId}::uuid AND m.kind = 'department'))))`;

/** For those who may change what others share. */
export const shared: Sql = sql`v.audience <> 'nobody'`;

const COLUMNS = sql`v.id, v.object, v.name, v.owner_id AS "ownerId", e.name AS "ownerName", v.audience, v.condition, v.columns, v.sort,
  v.buttons, v.position, v.version, v.created_at AS "createdAt", v.updated_at AS "updatedAt",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', g.kind, 'id', g.group_id, 'name', coalesce(d.name, ro.name)) ORDER BY g.group_id), '[]')
    FROM saved_view_groups g
    LEFT JOIN departments d ON g.kind = 'department' AND d.tenant_id = g.tenant_id AND d.id = g.group_id
    LEFT JOIN roles ro ON g.kind = 'role' AND ro.tenant_id = g.tenant_id AND ro.id = g.group_id
    WHERE g.view_id = v.id AND coalesce(d.name, ro.name) IS NOT NULL) AS groups`;

@Injectable()
export class SavedViewQueries {
  /** Views of an object are added, shared and chosen one after the other, so that limits are exact. */
  async takeTurn(ctx: Ctx, object: string): Promise<void> {
    await ctx.db.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`views:${ctx.tenantId}:${object}`}, 0))`);
  }

  list(ctx: Ctx, object: string, which: Sql): Promise<SavedViewRow[]> {
    return ctx.db.query<SavedViewRow>(sql`
      SELECT ${COLUMNS} FROM saved_views v LEFT JOIN employees e ON e.tenant_id = v.tenant_id AND e.id = v.owner_id
      WHERE v.object = ${object} AND ${which} ORDER BY v.position, v.name, v.id`);
  }

  find(ctx: Ctx, id: string, which: Sql, { lock = false } = {}): Promise<SavedViewRow | undefined> {
    return ctx.db.maybe<SavedViewRow>(sql`
      SELECT ${COLUMNS} FROM saved_views v LEFT JOIN employees e ON e.tenant_id = v.tenant_id AND e.id = v.owner_id
      WHERE v.id = ${id}::uuid AND ${which} ${lock ? sql`FOR UPDATE OF v` : empty}`);
  }

  /** What a list asks of a view (`view=…`). */
  async ask(ctx: Ctx, object: string, id: string): Promise<SavedViewQuery | undefined> {
    return ctx.db.maybe<SavedViewQuery & Record<string, unknown>>(sql`
      SELECT v.condition, v.sort FROM saved_views v WHERE v.id = ${id}::uuid AND v.object = ${object} AND ${available(ctx)}`);
  }

  /** How many views of an object a person has, and how many are shared by anybody. */
  count(ctx: Ctx, object: string, ownerId: string): Promise<{ own: number; shared: number }> {
    return ctx.db.one<{ own: number; shared: number }>(sql`
      SELECT count(*) FILTER (WHERE v.owner_id = ${ownerId}::uuid) AS own, count(*) FILTER (WHERE ${shared}) AS shared
      FROM saved_views v WHERE v.object = ${object}`);
  }

  async insert(ctx: Ctx, id: string, object: string, values: ViewValues): Promise<void> {
    const { name, audience, condition, columns, sort, buttons, position } = values;
    await ctx.db.run(sql`
      INSERT INTO saved_views (tenant_id, id, object, name, owner_id, audience, condition, columns, sort, buttons, position, created_at, updated_at, updated_by)
      VALUES (${ctx.tenantId}, ${id}, ${object}, ${name}, ${ctx.actor.employeeId}, ${audience}, ${condition && JSON.stringify(condition)}::jsonb,
        ${columns}::text[], ${sort}, ${buttons}::text[], ${position}, ${ctx.now}, ${ctx.now}, ${actorIdOf(ctx)})`);
  }

  async update(ctx: Ctx, id: string, values: ViewValues): Promise<void> {
    const { name, audience, condition, columns, sort, buttons, position } = values;
    await ctx.db.run(sql`
      UPDATE saved_views SET name = ${name}, audience = ${audience}, condition = ${condition && JSON.stringify(condition)}::jsonb,
        columns = ${columns}::text[], sort = ${sort}, buttons = ${buttons}::text[], position = ${position},
        version = version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid
      WHERE id = ${id}::uuid`);
  }

  /** Makes these, and no others, the groups that a view is shared with. */
  async replaceGroups(ctx: Ctx, id: string, groups: readonly Omit<ViewGroup, 'name'>[]): Promise<void> {
    await ctx.db.run(sql`DELETE FROM saved_view_groups WHERE view_id = ${id}::uuid`);
    if (groups.length === 0) return;
    await ctx.db.run(sql`
      INSERT INTO saved_view_groups (tenant_id, view_id, group_id, kind)
      SELECT ${ctx.tenantId}::uuid, ${id}::uuid, w.id, w.kind FROM jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) AS w(id uuid, kind text)`);
  }

  async remove(ctx: Ctx, id: string): Promise<void> {
    await ctx.db.run(sql`DELETE FROM saved_views WHERE id = ${id}::uuid`);
  }

  /** Of these roles and departments, the ids of those that exist. */
  async existing(ctx: Ctx, roleIds: readonly string[], departmentIds: readonly string[]): Promise<Set<string>> {
    const rows = await ctx.db.query<{ id: string }>(sql`
      SELECT ro.id FROM roles ro WHERE ro.id = ANY (${roleIds}::uuid[])
      UNION ALL SELECT d.id FROM departments d WHERE d.id = ANY (${departmentIds}::uuid[])`);
    return new Set(rows.map(({ id }) => id));
  }

  /** What names a merged item of a dictionary names its survivor from now on, private views too. */
  async followMerger(ctx: Ctx, itemId: string): Promise<void> {
    await ctx.db.run(sql`
      UPDATE saved_views v SET condition = replace(v.condition::text, i.id::text, i.merged_into_id::text)::jsonb, version = v.version + 1, updated_at = ${ctx.now}
      FROM dictionary_items i
      WHERE i.tenant_id = v.tenant_id AND i.id = ${itemId}::uuid AND i.status = 'merged' AND position(i.id::text IN v.condition::text) > 0`);
  }
}
