import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import type { DictionaryItem } from '../../../platform/records/index.js';

/** An item that is not in the database yet. */
export type NewItem = Pick<DictionaryItem, 'id' | 'dictionary' | 'parentId' | 'code' | 'label' | 'position'>;

/** What a reference to an item is judged by. */
export type ItemState = Pick<DictionaryItem, 'id' | 'dictionary' | 'label' | 'status'> & Record<string, unknown>;

@Injectable()
export class DictionaryQueries {
  /** In one statement, so that parents may stand among them. */
  async insert(ctx: Ctx, items: readonly NewItem[]): Promise<void> {
    if (items.length === 0) return;
    await ctx.db.run(sql`
      INSERT INTO dictionary_items (tenant_id, id, dictionary, parent_id, code, label, position, created_at, created_by, updated_at, updated_by)
      SELECT ${ctx.tenantId}::uuid, i.id, i.dictionary, i."parentId", i.code, i.label, i.position,
        ${ctx.now}, ${actorIdOf(ctx)}::uuid, ${ctx.now}, ${actorIdOf(ctx)}::uuid
      FROM jsonb_to_recordset(${JSON.stringify(items)}::jsonb)
        AS i(id uuid, dictionary text, "parentId" uuid, code text, label text, position integer)`);
  }

  async update(ctx: Ctx, id: string, { label, code, status }: Pick<DictionaryItem, 'label' | 'code' | 'status'>): Promise<void> {
    await ctx.db.run(sql`
      UPDATE dictionary_items SET label = ${label}, code = ${code}, status = ${status},
        version = version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid
      WHERE tenant_id = ${ctx.tenantId} AND id = ${id}::uuid`);
  }

  /** Puts items below a parent in this order; only the one moved counts as changed. */
  async arrange(ctx: Ctx, parentId: string | null, ids: readonly string[], movedId: string): Promise<void> {
    await ctx.db.run(sql`
      UPDATE dictionary_items i SET parent_id = ${parentId}::uuid, position = o.n - 1,
        version = i.version + (i.id = ${movedId}::uuid)::integer, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid
      FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS o (id, n)
      WHERE i.tenant_id = ${ctx.tenantId} AND i.id = o.id AND (i.position <> o.n - 1 OR i.id = ${movedId}::uuid)`);
  }

  /** The item stands for its survivor, as does what was merged into it before; what is below it goes to the end of the survivor's. */
  async merge(ctx: Ctx, id: string, intoId: string, position: number): Promise<void> {
    await ctx.db.run(sql`
      UPDATE dictionary_items SET
        status = CASE WHEN id = ${id}::uuid THEN 'merged' ELSE status END,
        merged_into_id = CASE WHEN id = ${id}::uuid OR merged_into_id = ${id}::uuid THEN ${intoId}::uuid ELSE merged_into_id END,
        position = position + CASE WHEN parent_id = ${id}::uuid THEN ${position}::integer ELSE 0 END,
        parent_id = CASE WHEN id = ${id}::uuid THEN NULL WHEN parent_id = ${id}::uuid THEN ${intoId}::uuid ELSE parent_id END,
        version = version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid
      WHERE tenant_id = ${ctx.tenantId} AND (id = ${id}::uuid OR parent_id = ${id}::uuid OR merged_into_id = ${id}::uuid)`);
  }

  async delete(ctx: Ctx, ids: readonly string[]): Promise<void> {
    await ctx.db.run(sql`DELETE FROM dictionary_items WHERE tenant_id = ${ctx.tenantId} AND id = ANY (${ids}::uuid[])`);
  }

  /** Returns when everybody has committed who holds one of the items; whoever wants to hold one afterwards waits for this transaction. */
  async waitForWriters(ctx: Ctx, ids: readonly string[]): Promise<void> {
    await ctx.db.query(sql`
      SELECT id FROM dictionary_items WHERE tenant_id = ${ctx.tenantId} AND id = ANY (${ids}::uuid[]) ORDER BY id FOR UPDATE`);
  }

  /**
   * The items of these ids, held until the transaction ends: none of them is merged or deleted before whoever refers to
   * them has committed.
   */
  hold(ctx: Ctx, ids: readonly string[]): Promise<ItemState[]> {
    return ctx.db.query<ItemState>(sql`
      SELECT id, dictionary, label, status FROM dictionary_items
      WHERE tenant_id = ${ctx.tenantId} AND id = ANY (${ids}::uuid[]) ORDER BY id FOR KEY SHARE`);
  }
}
