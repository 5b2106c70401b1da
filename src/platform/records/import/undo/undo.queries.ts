import { Injectable } from '@nestjs/common';
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../context/ctx.js';
import { tiedSql, tiesOf, type RecordTie } from '../../record-tie.js';
import type { ImportTarget } from '../import-target.js';

/** What is left of an import's records, and what holds some of them. */
export interface Remains extends Record<string, unknown> {
  /** Records that the import made and that are still there. */
  total: number;
  /** How many of them somebody has worked with. */
  kept: number;
  /** By code, how many records each reason keeps; one record may have several. */
  reasons: Record<string, number>;
}

/** A record that stays, and the codes of the reasons. */
export interface KeptRecord extends Record<string, unknown> {
  id: string;
  reasons: string[];
}

/** Somebody has changed the record itself. */
export const CHANGED = 'CHANGED';

/** The records that an import made. Index: customers_by_import and its like. */
@Injectable()
export class UndoQueries {
  remains(ctx: Ctx, target: ImportTarget, importId: string): Promise<Remains> {
    return ctx.db.one<Remains>(sql`${keptSql(ctx, target, importId)}
      SELECT (SELECT count(*) FROM made) AS total, (SELECT count(*) FROM kept) AS kept, (
        SELECT coalesce(jsonb_object_agg(c.code, c.n), '{}') FROM (SELECT code, count(*) AS n FROM kept k, unnest(k.reasons) code GROUP BY code) c
      ) AS reasons`);
  }

  /** In the order of their ids, behind one. */
  kept(ctx: Ctx, target: ImportTarget, importId: string, after: string | undefined, limit: number): Promise<KeptRecord[]> {
    return ctx.db.query<KeptRecord>(sql`${keptSql(ctx, target, importId)}
      SELECT k.id, k.reasons FROM kept k ${after === undefined ? empty : sql`WHERE k.id > ${after}::uuid`} ORDER BY k.id LIMIT ${limit}`);
  }

  /** The next records of the import, from the youngest: what hangs below others came after them. */
  async next(ctx: Ctx, { descriptor }: ImportTarget, importId: string, before: string | null, limit: number): Promise<string[]> {
    const rows = await ctx.db.query<{ id: string }>(sql`SELECT r.id FROM ${raw(descriptor.table)} r
      WHERE r.tenant_id = ${ctx.tenantId}::uuid AND r.import_id = ${importId}::uuid ${before === null ? empty : sql`AND r.id < ${before}::uuid`}
      ORDER BY r.id DESC LIMIT ${limit}`);
    return rows.map(({ id }) => id);
  }

  /** Holds these records against others until the transaction ends. */
  async lock(ctx: Ctx, { descriptor }: ImportTarget, ids: readonly string[]): Promise<void> {
    await ctx.db
      .query(sql`SELECT r.id FROM ${raw(descriptor.table)} r WHERE r.tenant_id = ${ctx.tenantId}::uuid AND r.id = ANY (${[...ids]}::uuid[])
      ORDER BY r.id FOR UPDATE`);
  }

  /** Of these records those that nobody has worked with. */
  async untouched(ctx: Ctx, { descriptor: { object, table } }: ImportTarget, ids: readonly string[]): Promise<string[]> {
    const tied = tiesOf(object).map((tie) => sql`AND NOT ${tiedSql(object, tie)}`);
    const rows = await ctx.db.query<{ id: string }>(sql`SELECT r.id FROM ${raw(table)} r
      WHERE r.tenant_id = ${ctx.tenantId}::uuid AND r.id = ANY (${[...ids]}::uuid[]) AND r.version = 1 ${join(tied, ' ')}`);
    return rows.map(({ id }) => id);
  }

  async start(ctx: Ctx, importId: string, jobId: string): Promise<void> {
    await ctx.db
      .run(sql`UPDATE imports SET undo_job_id = ${jobId}, undo_by = ${ctx.actor.employeeId}, version = version + 1, updated_at = ${ctx.now}
      WHERE tenant_id = ${ctx.tenantId} AND id = ${importId}`);
  }

  /** Notes a batch in the transaction that removed it. */
  async removed(ctx: Ctx, importId: string, count: number): Promise<void> {
    await ctx.db.run(sql`UPDATE imports SET removed_count = removed_count + ${count}, updated_at = ${ctx.now}
      WHERE tenant_id = ${ctx.tenantId} AND id = ${importId}`);
  }

  /** Notes the end; false where another attempt has done so. */
  async finish(ctx: Ctx, importId: string, kept: number): Promise<boolean> {
    const written = await ctx.db
      .run(sql`UPDATE imports SET undone_at = ${ctx.now}, kept_count = ${kept}, version = version + 1, updated_at = ${ctx.now}
      WHERE tenant_id = ${ctx.tenantId} AND id = ${importId} AND undone_at IS NULL`);
    return written === 1;
  }
}

/**
 * `made`: what the import made and is still there; `kept`: those of them that stay. Where records hang below each other,
 * one that stays keeps all above it.
 */
function keptSql(ctx: Ctx, { descriptor: { object, table }, undo }: ImportTarget, importId: string): Sql {
  const parent = undo!.parent;
  // what hangs below and was made by the same import is looked at by itself
  const besides = ({ code }: RecordTie): Sql =>
    code === parent?.code ? sql`AND t.import_id IS DISTINCT FROM ${importId}::uuid` : empty;
  const reasons = [...Map.groupBy(tiesOf(object), ({ code }) => code)].map(([code, ties]) => {
    const tied = ties.map((tie) => tiedSql(object, tie, besides(tie)));
    return sql`CASE WHEN ${join(tied, ' OR ')} THEN ${code} END`;
  });
  const all = join([sql`CASE WHEN r.version > 1 THEN ${CHANGED} END`, ...reasons], ', ');
  const above = parent ? raw(`r.${parent.column}`) : raw('NULL::uuid');
  return sql`WITH RECURSIVE made AS MATERIALIZED (
      SELECT r.id, ${above} AS above, array_remove(ARRAY[${all}]::text[], NULL) AS reasons FROM ${raw(table)} r
      WHERE r.tenant_id = ${ctx.tenantId}::uuid AND r.import_id = ${importId}::uuid
    ), held AS (
      SELECT m.id, m.above FROM made m WHERE m.reasons <> '{}'
      UNION
      SELECT m.id, m.above FROM held h JOIN made m ON m.id = h.above
    ), kept AS (
      SELECT m.id, CASE WHEN m.reasons = '{}' THEN ARRAY[${parent?.code ?? null}::text] ELSE m.reasons END AS reasons
      FROM held h JOIN made m ON m.id = h.id
    )`;
}
