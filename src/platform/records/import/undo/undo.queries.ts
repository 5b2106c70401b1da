import { Injectable } from '@nestjs/common';
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../context/ctx.js';
import { tiedSql, tiesOf, type RecordTie } from '../../record-tie.js';
import type { ImportTarget, ImportUndoing } from '../import-target.js';

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
  async remains(ctx: Ctx, target: ImportTarget, importId: string): Promise<Remains> {
    const [remains] = await ctx.db.once<Remains>(sql`${keptSql(ctx, target, importId)}
      SELECT (SELECT count(*) FROM made) AS total, (SELECT count(DISTINCT k.id) FROM kept k) AS kept, (
        SELECT coalesce(jsonb_object_agg(c.code, c.n), '{}') FROM (SELECT k.code, count(*) AS n FROM kept k GROUP BY k.code) c
      ) AS reasons`);
    return remains!;
  }

  /** In the order of their ids, behind one. */
  kept(ctx: Ctx, target: ImportTarget, importId: string, after: string | undefined, limit: number): Promise<KeptRecord[]> {
    return ctx.db.once<KeptRecord>(sql`${keptSql(ctx, target, importId)}
      SELECT k.id, array_agg(k.code ORDER BY k.nth) AS reasons FROM kept k ${after === undefined ? empty : sql`WHERE k.id > ${after}::uuid`}
      GROUP BY k.id ORDER BY k.id LIMIT ${limit}`);
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
 * `made`: what the import made and is still there; `kept`: of those the ones that stay, with each reason. Every reason is asked
 * for all of them at once, in an arm of its own: so the planner chooses for each whether to look up few records or to read
 * all that could tie them.
 */
function keptSql(ctx: Ctx, { descriptor: { object, table }, undo }: ImportTarget, importId: string): Sql {
  const parent = undo!.parent;
  // what hangs below and was made by the same import is looked at by itself
  const besides = ({ code }: RecordTie): Sql =>
    code === parent?.code ? sql`AND t.import_id IS DISTINCT FROM ${importId}::uuid` : empty;
  const ties = tiesOf(object);
  const codes = [CHANGED, ...ties.map(({ code }) => code)];
  const arms = ties.map(
    (tie) =>
      sql`SELECT r.id, ${codes.indexOf(tie.code)}::integer, ${tie.code}::text FROM made r WHERE ${tiedSql(object, tie, besides(tie))}`,
  );
  return sql`WITH RECURSIVE made AS MATERIALIZED (
      SELECT r.tenant_id, r.id, r.version, ${raw(parent ? `r.${parent.column}` : 'NULL::uuid')} AS above FROM ${raw(table)} r
      WHERE r.tenant_id = ${ctx.tenantId}::uuid AND r.import_id = ${importId}::uuid
    ), found AS MATERIALIZED (
      SELECT r.id, 0 AS nth, ${CHANGED}::text AS code FROM made r WHERE r.version > 1 UNION ${join(arms, ' UNION ')}
    ), ${parent ? heldSql(parent) : sql`kept AS (SELECT f.id, f.nth, f.code FROM found f)`}`;
}

/** Where records hang below each other, one that stays keeps all above it. */
const heldSql = ({ code }: NonNullable<ImportUndoing['parent']>): Sql => sql`
    held AS (
      SELECT m.id, m.above FROM made m WHERE m.id IN (SELECT f.id FROM found f)
      UNION
      SELECT m.id, m.above FROM held h JOIN made m ON m.id = h.above
    ), kept AS (
      SELECT f.id, f.nth, f.code FROM found f
      UNION ALL
      SELECT h.id, 0, ${code}::text FROM held h WHERE NOT EXISTS (SELECT FROM found f WHERE f.id = h.id)
    )`;
