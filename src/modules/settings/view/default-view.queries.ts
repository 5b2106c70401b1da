import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { available } from './saved-view.queries.js';
import type { DefaultViewView } from './saved-view.view.js';

export interface ChosenRow extends Record<string, unknown> {
  kind: 'everyone' | 'role';
  groupId: string;
  roleName: string | null;
  viewId: string;
  viewName: string;
}

/** A shared view that could be chosen for others, and with which roles it is shared. */
export interface ChoosableView extends Record<string, unknown> {
  id: string;
  everyone: boolean;
  roleIds: string[];
}

@Injectable()
export class DefaultViewQueries {
  /** What the actor's lists begin with. Role ids are made in the order of time: the highest is the role made last. */
  async of(ctx: Ctx, object: string): Promise<DefaultViewView | null> {
    const own = ctx.actor.employeeId;
    const groups = [own, ctx.tenantId, ...ctx.ability.roleIds];
    const row = await ctx.db.maybe<DefaultViewView & Record<string, unknown>>(sql`
      SELECT v.id AS "viewId", CASE d.kind WHEN 'employee' THEN 'me' ELSE d.kind END AS "chosenFor"
      FROM default_views d JOIN saved_views v ON v.tenant_id = d.tenant_id AND v.id = d.view_id
      WHERE d.object = ${object} AND d.group_id = ANY (${groups}::uuid[]) AND ${available(ctx)}
      ORDER BY d.kind <> 'employee', d.kind <> 'role', d.group_id DESC LIMIT 1`);
    return row ?? null;
  }

  /** What is chosen for others; roles that are gone are left out. */
  chosen(ctx: Ctx, object: string): Promise<ChosenRow[]> {
    return ctx.db.query<ChosenRow>(sql`
      SELECT d.kind, d.group_id AS "groupId", ro.name AS "roleName", v.id AS "viewId", v.name AS "viewName"
      FROM default_views d JOIN saved_views v ON v.tenant_id = d.tenant_id AND v.id = d.view_id
      LEFT JOIN roles ro ON ro.tenant_id = d.tenant_id AND ro.id = d.group_id
      WHERE d.object = ${object} AND (d.kind = 'everyone' OR d.kind = 'role' AND ro.id IS NOT NULL) ORDER BY ro.name NULLS FIRST`);
  }

  /** Of these views those of the object that are shared at all. */
  choosable(ctx: Ctx, object: string, ids: readonly string[]): Promise<ChoosableView[]> {
    return ctx.db.query<ChoosableView>(sql`
      SELECT v.id, v.audience = 'everyone' AS everyone,
        (SELECT coalesce(array_agg(g.group_id), '{}') FROM saved_view_groups g WHERE g.view_id = v.id AND g.kind = 'role') AS "roleIds"
      FROM saved_views v WHERE v.object = ${object} AND v.id = ANY (${ids}::uuid[]) AND v.audience <> 'nobody'`);
  }

  /** Whether the actor has the view. */
  async has(ctx: Ctx, object: string, id: string): Promise<boolean> {
    const found = await ctx.db.maybe(
      sql`SELECT FROM saved_views v WHERE v.id = ${id}::uuid AND v.object = ${object} AND ${available(ctx)}`,
    );
    return found !== undefined;
  }

  async replaceForOthers(
    ctx: Ctx,
    object: string,
    chosen: readonly Pick<ChosenRow, 'kind' | 'groupId' | 'viewId'>[],
  ): Promise<void> {
    await ctx.db.run(sql`DELETE FROM default_views WHERE object = ${object} AND kind <> 'employee'`);
    if (chosen.length === 0) return;
    await ctx.db.run(sql`
      INSERT INTO default_views (tenant_id, object, group_id, kind, view_id)
      SELECT ${ctx.tenantId}::uuid, ${object}, w."groupId", w.kind, w."viewId"
      FROM jsonb_to_recordset(${JSON.stringify(chosen)}::jsonb) AS w(kind text, "groupId" uuid, "viewId" uuid)`);
  }

  async replaceOwn(ctx: Ctx, object: string, viewId: string | null): Promise<void> {
    const own = ctx.actor.employeeId;
    if (viewId === null) {
      await ctx.db.run(sql`DELETE FROM default_views WHERE object = ${object} AND group_id = ${own}::uuid`);
      return;
    }
    await ctx.db.run(sql`
      INSERT INTO default_views (tenant_id, object, group_id, kind, view_id) VALUES (${ctx.tenantId}, ${object}, ${own}, 'employee', ${viewId})
      ON CONFLICT (tenant_id, object, group_id) DO UPDATE SET view_id = excluded.view_id`);
  }
}
