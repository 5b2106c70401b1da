import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import type { LayoutSection } from '../../../platform/records/index.js';

export interface LayoutRow extends Record<string, unknown> {
  roleId: string | null;
  roleName: string | null;
  sections: LayoutSection[];
  version: number;
}

const SAME_ROLE = (roleId: string | null) => (roleId === null ? raw('l.role_id IS NULL') : sql`l.role_id = ${roleId}::uuid`);

@Injectable()
export class LayoutQueries {
  /** Layouts of an object change one after the other. */
  async takeTurn(ctx: Ctx, object: string): Promise<void> {
    await ctx.db.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`layouts:${ctx.tenantId}:${object}`}, 0))`);
  }

  list(ctx: Ctx, object: string): Promise<LayoutRow[]> {
    return ctx.db.query<LayoutRow>(sql`
      SELECT l.role_id AS "roleId", ro.name AS "roleName", l.sections, l.version
      FROM form_layouts l LEFT JOIN roles ro ON ro.tenant_id = l.tenant_id AND ro.id = l.role_id
      WHERE l.tenant_id = ${ctx.tenantId} AND l.object = ${object} ORDER BY l.role_id IS NOT NULL, ro.name`);
  }

  /** The name of a role; undefined where there is none. */
  async roleName(ctx: Ctx, roleId: string): Promise<string | undefined> {
    return (await ctx.db.maybe<{ name: string }>(sql`SELECT ro.name FROM roles ro WHERE ro.id = ${roleId}::uuid`))?.name;
  }

  async insert(ctx: Ctx, object: string, roleId: string | null, sections: readonly LayoutSection[]): Promise<void> {
    await ctx.db.run(sql`
      INSERT INTO form_layouts (tenant_id, id, object, role_id, sections, created_at, created_by, updated_at, updated_by)
      VALUES (${ctx.tenantId}, ${newId()}, ${object}, ${roleId}, ${JSON.stringify(sections)}, ${ctx.now}, ${actorIdOf(ctx)}, ${ctx.now}, ${actorIdOf(ctx)})`);
  }

  async update(ctx: Ctx, object: string, roleId: string | null, sections: readonly LayoutSection[]): Promise<void> {
    await ctx.db.run(sql`
      UPDATE form_layouts l SET sections = ${JSON.stringify(sections)}::jsonb, version = l.version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid
      WHERE l.object = ${object} AND ${SAME_ROLE(roleId)}`);
  }

  async remove(ctx: Ctx, object: string, roleId: string | null): Promise<void> {
    await ctx.db.run(sql`DELETE FROM form_layouts l WHERE l.object = ${object} AND ${SAME_ROLE(roleId)}`);
  }
}
