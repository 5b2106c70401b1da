import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import sql from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import type { CustomField } from './custom-field.js';
import { objectDescriptor } from './descriptor.js';
import { FormulaInvalid, FormulaReader, type Formula } from './formula/index.js';

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
      const loaded = Map.groupBy(await this.load(ctx), (field) => field.object);
      fields = new Map([...loaded].map(([of, each]) => [of, withTrees(of, each)]));
      this.known.set(key, fields);
    }
    return fields.get(object) ?? NO_FIELDS;
  }

  private load(ctx: Ctx): Promise<CustomField[]> {
    return ctx.db.query<CustomField & Record<string, unknown>>(sql`
      SELECT id, object, key, label, type, choices, required, is_unique AS "unique",
        indexed AND NOT index_building AS indexed, default_value AS "defaultValue", formula, decimals,
        max_files AS "maxFiles", file_kinds AS "fileKinds", help, section, position, status, version
      FROM custom_fields WHERE status = 'active' ORDER BY object, position, id`);
  }
}

function withTrees(object: string, fields: CustomField[]): CustomField[] {
  const reader = new FormulaReader(objectDescriptor(object) ?? { fields: [] }, fields);
  return fields.map((field) => {
    const tree = field.type === 'formula' ? readable(reader, field) : undefined;
    return tree ? { ...field, tree } : field;
  });
}

/** A definition is checked when it is written; what a later release no longer understands has no value. */
function readable(reader: FormulaReader, field: CustomField): Formula | undefined {
  try {
    return reader.read(field);
  } catch (error) {
    if (error instanceof FormulaInvalid) return undefined;
    throw error;
  }
}
