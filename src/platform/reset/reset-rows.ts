import { Injectable } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import { isId } from '../database/ids.js';
import { actorIdOf } from '../jobs/system-actor.js';
import { resetNotFound } from './reset.errors.js';
import type { ResetStatus } from './reset.view.js';

export interface ResetRow extends Record<string, unknown> {
  id: string;
  kinds: string[];
  reason: string;
  status: ResetStatus;
  eligibleIds: string[];
  createdBy: string;
  createdByName: string;
  createdAt: string;
  expiresAt: string;
  decidedBy: string | null;
  decidedByName: string | null;
  decidedAt: string | null;
  startsAt: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  removed: Record<string, number>;
}

/** What is kept of a request from the beginning. */
export interface NewReset {
  id: string;
  kinds: string[];
  objects: string[];
  reason: string;
  eligibleIds: string[];
  expiresAt: Date;
}

const COLUMNS =
  raw(`r.id, r.kinds, r.reason, r.status, r.eligible_ids AS "eligibleIds", r.created_by AS "createdBy", c.name AS "createdByName",
  r.created_at AS "createdAt", r.expires_at AS "expiresAt", r.decided_by AS "decidedBy", d.name AS "decidedByName", r.decided_at AS "decidedAt",
  r.starts_at AS "startsAt", r.started_at AS "startedAt", r.finished_at AS "finishedAt", r.removed
  FROM crm_resets r JOIN employees c ON c.tenant_id = r.tenant_id AND c.id = r.created_by
  LEFT JOIN employees d ON d.tenant_id = r.tenant_id AND d.id = r.decided_by`);

/** Resets as their rows keep them. Each step of their life is one statement that finds the row in the state before it. */
@Injectable()
export class ResetRows {
  async insert(ctx: Ctx, row: NewReset): Promise<void> {
    await ctx.db.run(sql`
      INSERT INTO crm_resets (tenant_id, id, kinds, objects, reason, status, eligible_ids, created_at, created_by, expires_at)
      VALUES (${ctx.tenantId}, ${row.id}, ${row.kinds}::text[], ${row.objects}::text[], ${row.reason}, 'requested', ${row.eligibleIds}::uuid[],
        ${ctx.now}, ${ctx.actor.employeeId}, ${row.expiresAt})`);
  }

  /** Makes room for another request where nobody consented in time. */
  async expire(ctx: Ctx): Promise<void> {
    await ctx.db.run(sql`UPDATE crm_resets SET status = 'expired', ended_at = ${ctx.now}
      WHERE tenant_id = ${ctx.tenantId} AND status = 'requested' AND expires_at <= ${ctx.now}`);
  }

  newest(ctx: Ctx, most: number): Promise<ResetRow[]> {
    return ctx.db.query<ResetRow>(sql`SELECT ${COLUMNS} WHERE r.tenant_id = ${ctx.tenantId} ORDER BY r.id DESC LIMIT ${most}`);
  }

  /** @throws resetNotFound */
  async get(ctx: Ctx, id: string): Promise<ResetRow> {
    const row = isId(id)
      ? await ctx.db.maybe<ResetRow>(sql`SELECT ${COLUMNS} WHERE r.tenant_id = ${ctx.tenantId} AND r.id = ${id}`)
      : undefined;
    if (!row) throw resetNotFound();
    return row;
  }

  /** The one that may begin or has begun. By the database's clock as well, which the steps go by. */
  due(ctx: Ctx): Promise<ResetRow | undefined> {
    return ctx.db.maybe<ResetRow>(sql`SELECT ${COLUMNS} WHERE r.tenant_id = ${ctx.tenantId}
      AND (r.status = 'running' OR r.status = 'consented' AND r.starts_at <= least(${ctx.now}::timestamptz, now())) FOR UPDATE OF r`);
  }

  /** Whether it was still open for this. */
  decide(ctx: Ctx, id: string, status: 'consented' | 'rejected', startsAt: Date | null): Promise<boolean> {
    return this.change(
      ctx,
      sql`status = ${status}, decided_by = ${ctx.actor.employeeId}::uuid, decided_at = ${ctx.now}, starts_at = ${startsAt}`,
      sql`id = ${id} AND status = 'requested' AND expires_at > ${ctx.now}`,
    );
  }

  withdraw(ctx: Ctx, id: string): Promise<boolean> {
    return this.change(
      ctx,
      sql`status = 'withdrawn', ended_by = ${actorIdOf(ctx)}::uuid, ended_at = ${ctx.now}`,
      sql`id = ${id} AND (status = 'consented' OR status = 'requested' AND expires_at > ${ctx.now})`,
    );
  }

  start(ctx: Ctx, id: string): Promise<boolean> {
    return this.change(ctx, sql`status = 'running', started_at = ${ctx.now}`, sql`id = ${id} AND status = 'consented'`);
  }

  /** Adds to what has been done. */
  async note(ctx: Ctx, id: string, table: string, count: number): Promise<void> {
    await this.change(
      ctx,
      sql`removed = removed || jsonb_build_object(${table}::text, coalesce((removed ->> ${table})::bigint, 0) + ${count}::bigint)`,
      sql`id = ${id}`,
    );
  }

  /** From here on cursors of the change feed from before are refused. */
  finish(ctx: Ctx, id: string): Promise<boolean> {
    return this.change(
      ctx,
      sql`status = 'done', finished_at = ${ctx.now}, transaction_id = pg_current_xact_id()::text::bigint`,
      sql`id = ${id} AND status = 'running'`,
    );
  }

  private async change(ctx: Ctx, set: Sql, where: Sql): Promise<boolean> {
    return (await ctx.db.run(sql`UPDATE crm_resets SET ${set} WHERE tenant_id = ${ctx.tenantId} AND ${where}`)) > 0;
  }
}
