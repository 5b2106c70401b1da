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
