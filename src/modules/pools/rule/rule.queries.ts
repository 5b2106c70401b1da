import { Injectable } from '@nestjs/common';
import sql, { empty, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import type { PoolRules } from './rules.js';
import type { RuleState } from './rule.view.js';

/** A version as it is kept; timestamps are RFC 3339. */
export interface RuleRow extends Record<string, unknown> {
  id: string;
  poolId: string;
  number: number | null;
  state: RuleState;
  rules: PoolRules;
  effectiveFrom: string | null;
  publishedAt: string | null;
  publishedBy: string | null;
  version: number;
  createdAt: string;
  updatedAt: string;
}

@Injectable()
export class RuleQueries {
  /** The draft first, then versions from the newest down. */
  versions(ctx: Ctx, poolId: string, withDraft: boolean): Promise<RuleRow[]> {
    return ctx.db.query<RuleRow>(sql`${versionsSql(ctx, sql`pr.pool_id = ${poolId}::uuid`)}
      ${withDraft ? empty : sql`AND pr.status <> 'draft'`} ORDER BY pr.number DESC NULLS FIRST`);
  }

  version(ctx: Ctx, poolId: string, id: string): Promise<RuleRow | undefined> {
    return ctx.db.maybe<RuleRow>(versionsSql(ctx, sql`pr.pool_id = ${poolId}::uuid AND pr.id = ${id}::uuid`));
  }

  draft(ctx: Ctx, poolId: string): Promise<RuleRow | undefined> {
    return ctx.db.maybe<RuleRow>(versionsSql(ctx, sql`pr.pool_id = ${poolId}::uuid AND pr.status = 'draft'`));
  }

  /** The pool's row is locked: nobody else writes a draft meanwhile. */
  async saveDraft(ctx: Ctx, poolId: string, rules: PoolRules, existing: string | undefined): Promise<string> {
    const id = existing ?? newId();
    await ctx.db.run(sql`
      INSERT INTO pool_rules (tenant_id, id, pool_id, rules, created_at, created_by, updated_at, updated_by)
      VALUES (${ctx.tenantId}, ${id}, ${poolId}, ${JSON.stringify(rules)}, ${ctx.now}, ${actorIdOf(ctx)}, ${ctx.now}, ${actorIdOf(ctx)})
      ON CONFLICT (tenant_id, id) DO UPDATE
        SET rules = excluded.rules, version = pool_rules.version + 1, updated_at = excluded.updated_at, updated_by = excluded.updated_by`);
    return id;
  }

  /** Gives the draft the next number. The pool's row is locked, so that numbers have no gaps and none is given twice. */
  async publish(ctx: Ctx, poolId: string, draftId: string, rules: PoolRules, effectiveFrom: Date): Promise<void> {
    await ctx.db.run(sql`
      UPDATE pool_rules SET status = 'published', effective_from = ${effectiveFrom}, rules = ${JSON.stringify(rules)},
        number = (SELECT coalesce(max(n.number), 0) + 1 FROM pool_rules n WHERE n.pool_id = ${poolId}::uuid),
        published_at = ${ctx.now}, published_by = ${actorIdOf(ctx)}, version = version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}
      WHERE id = ${draftId}`);
  }

  async deleteDraft(ctx: Ctx, poolId: string): Promise<number> {
    return ctx.db.run(sql`DELETE FROM pool_rules pr WHERE pr.pool_id = ${poolId}::uuid AND pr.status = 'draft'`);
  }

  async withdraw(ctx: Ctx, id: string): Promise<void> {
    await ctx.db
      .run(sql`UPDATE pool_rules SET status = 'withdrawn', version = version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}
      WHERE id = ${id}`);
  }

  /** Whether this pool can take what another pool's rules reclaim. It stays so until the transaction ends. */
  async isActivePool(ctx: Ctx, id: string, object: string): Promise<boolean> {
    const found = await ctx.db.maybe(
      sql`SELECT FROM pools p WHERE p.id = ${id}::uuid AND p.object = ${object} AND p.status = 'active' FOR SHARE`,
    );
    return found !== undefined;
  }
}

const versionsSql = (ctx: Ctx, where: Sql): Sql => sql`
  SELECT pr.id, pr.pool_id AS "poolId", pr.number, pr.rules, pr.effective_from AS "effectiveFrom", pr.published_at AS "publishedAt",
    pr.published_by AS "publishedBy", pr.version, pr.created_at AS "createdAt", pr.updated_at AS "updatedAt",
    CASE WHEN pr.status <> 'published' THEN pr.status
      WHEN pr.effective_from > ${ctx.now} THEN 'upcoming'
      WHEN EXISTS (SELECT FROM pool_rules later WHERE later.pool_id = pr.pool_id AND later.status = 'published' AND later.effective_from <= ${ctx.now}
        AND (later.effective_from, later.number) > (pr.effective_from, pr.number)) THEN 'superseded'
      ELSE 'inForce' END AS state
  FROM pool_rules pr WHERE ${where}`;
