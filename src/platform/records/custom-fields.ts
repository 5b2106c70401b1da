import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import sql from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import type { CustomField } from './custom-field.js';

const NO_FIELDS: CustomField[] = [];

/** The custom fields of each enterprise, cached under the definitions version that every transaction reads afresh. */
@Injectable()
export class CustomFields {
  private readonly known = new LRUCache<string, ReadonlyMap<string, CustomField[]>>({ max: 2000 });

  /** Active fields of an object in their order; the very same array until a definition changes, so that more can be kept under it. */
  async of(ctx: Ctx, object: string): Promise<CustomField[]> {
    const key = `${ctx.tenantId}:${ctx.definitionsVersion}`;
    let fields = this.known.get(key);
    if (!fields) {
      fields = Map.groupBy(await this.load(ctx), (field) => field.object);
      this.known.set(key, fields);
    }
    return fields.get(object) ?? NO_FIELDS;
  }

  private load(ctx: Ctx): Promise<CustomField[]> {
    return ctx.db.query<CustomField & Record<string, unknown>>(sql`
      SELECT id, object, key, label, type, choices, required, is_unique AS "unique",
        indexed AND NOT index_building AS indexed, default_value AS "defaultValue",
        help, section, position, status, version
      FROM custom_fields WHERE status = 'active' ORDER BY object, position, id`);
  }
}
