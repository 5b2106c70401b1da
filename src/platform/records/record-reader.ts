import { Injectable } from '@nestjs/common';
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import { openTo, scoped } from '../authz/index.js';
import type { Ctx } from '../context/ctx.js';
import { forbidden, type Problem, type ProblemKind } from '../errors/index.js';
import { catalogueFor } from './catalogue.js';
import { CustomFields } from './custom-fields.js';
import type { ObjectDescriptor } from './descriptor.js';
import { RowSights } from './row-sight.js';
import { referenceColumns, referenceJoins, selectionForSight } from './selection.js';

/** Single records under the same rules as lists: not visible → 404, visible but not permitted → 403. */
@Injectable()
export class RecordReader {
  constructor(
    private readonly customFields: CustomFields,
    private readonly sights: RowSights,
  ) {}

  /** The record with all fields that the actor may see. */
  async get<Row>(ctx: Ctx, descriptor: ObjectDescriptor, id: string, missing: ProblemKind): Promise<Row> {
    const [row] = await this.rows<Row>(ctx, descriptor, sql`r.id = ${id}::uuid AND ${scoped(ctx, 'read', descriptor.policy)}`);
    if (!row) throw missing();
    return row;
  }

  /** Those of these records that the actor may open, in no order. */
  several<Row>(ctx: Ctx, descriptor: ObjectDescriptor, ids: readonly string[]): Promise<Row[]> {
    return this.rows<Row>(ctx, descriptor, sql`r.id = ANY (${ids}::uuid[]) AND ${openTo(ctx, descriptor.policy)}`);
  }

  private async rows<Row>(ctx: Ctx, descriptor: ObjectDescriptor, where: Sql): Promise<Row[]> {
    const catalogue = catalogueFor(
      ctx,
      descriptor,
      descriptor.customizable ? await this.customFields.of(ctx, descriptor.object) : [],
    );
    const sight = this.sights.of(descriptor.object);
    const { selection, extra } = selectionForSight(catalogue, undefined, sight?.needs ?? [], ctx, true);
    const rows = await ctx.db.query<Row & Record<string, unknown>>(sql`SELECT ${selection.columns}${referenceColumns(selection)}
      FROM ${raw(descriptor.table)} r ${referenceJoins(selection)} WHERE ${where}`);
    if (rows.length > 0) await sight?.apply(ctx, rows);
    for (const row of rows) for (const key of extra) Reflect.deleteProperty(row, key);
    return rows;
  }

  /** Makes sure that the actor may do this to the record, and locks its row where it is going to be written. */
  async permit<Row extends Record<string, unknown> = { id: string; version: number }>(
    ctx: Ctx,
    descriptor: ObjectDescriptor,
    action: string,
    id: string,
    missing: ProblemKind,
    { lock = true, columns = empty }: { lock?: boolean; columns?: Sql } = {},
  ): Promise<Row> {
    const found = permittedSql(ctx, descriptor, action, sql`r.id = ${id}::uuid`, columns);
    const row = await ctx.db.maybe<Row & { $permitted: boolean }>(lock ? sql`${found} FOR UPDATE OF r` : found);
    if (!row) throw missing();
    if (!row.$permitted) throw forbidden();
    return row;
  }

  /** The same for many, locked in the order of their ids: each record by its id, or what the actor is refused for. */
  async permitEach<Row extends { id: string }>(
    ctx: Ctx,
    descriptor: ObjectDescriptor,
    action: string,
    ids: readonly string[],
    missing: ProblemKind,
    columns: Sql = empty,
  ): Promise<Map<string, Row | Problem>> {
    const found = permittedSql(ctx, descriptor, action, sql`r.id = ANY (${ids}::uuid[])`, columns);
    const rows = await ctx.db.query<Row & { $permitted: boolean }>(sql`${found} ORDER BY r.id FOR UPDATE OF r`);
    const byId = new Map(rows.map((row) => [row.id, row.$permitted ? row : forbidden()]));
    return new Map(ids.map((id) => [id, byId.get(id) ?? missing()]));
  }
}

/** Rows r that the actor may know of, with whether they may do this to them. */
function permittedSql(ctx: Ctx, { table, policy }: ObjectDescriptor, action: string, which: Sql, columns: Sql): Sql {
  // who may know of a record that is kept from them may not open what hangs below it either
  const kept = policy.keeps?.from(ctx.actor.employeeId) ?? raw('FALSE');
  return sql`
    SELECT r.id, r.version ${columns}, (${scoped(ctx, action, policy)} AND NOT ${kept}) IS TRUE AS "$permitted"
    FROM ${raw(table)} r WHERE ${which} AND ${scoped(ctx, 'read', policy)}`;
}
