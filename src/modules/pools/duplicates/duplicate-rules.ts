import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { customKey, CustomFields } from '../../../platform/records/index.js';
import { comparisonOf, type DuplicateAction, type DuplicateRules } from './comparison.js';

/** The enterprise's rules of duplicate control, by kind of record (LEAD-02, CUST-02). */
@Injectable()
export class DuplicateRulesService {
  private readonly known = new LRUCache<string, Map<string, DuplicateAction>>({ max: 5000 });

  constructor(private readonly customFields: CustomFields) {}

  async of(ctx: Ctx, object: string): Promise<DuplicateRules> {
    const key = `${ctx.tenantId}:${ctx.definitionsVersion}:${object}`;
    let rules = this.known.get(key);
    if (!rules) {
      rules = await this.load(ctx, object);
      this.known.set(key, rules);
    }
    return rules;
  }

  /** Replaces the rules of the built-in fields. */
  async set(ctx: Ctx, object: string, rules: Readonly<Record<string, DuplicateAction>>): Promise<void> {
    await ctx.db.run(sql`INSERT INTO duplicate_rules (tenant_id, object, field, action)
      SELECT ${ctx.tenantId}::uuid, ${object}, e.key, e.value FROM jsonb_each_text(${JSON.stringify(rules)}::jsonb) e
      ON CONFLICT (tenant_id, object, field) DO UPDATE SET action = excluded.action`);
  }

  private async load(ctx: Ctx, object: string): Promise<Map<string, DuplicateAction>> {
    const rows = await ctx.db.query<{ field: string; action: DuplicateAction }>(
      sql`SELECT field, action FROM duplicate_rules WHERE object = ${object}`,
    );
    const unique = (await this.customFields.of(ctx, object)).filter((field) => field.unique);
    return new Map([
      ...Object.entries(comparisonOf(object).fields).map(([field, { action }]) => [field, action] as const),
      ...rows.map(({ field, action }) => [field, action] as const),
      ...unique.map((field) => [customKey(field.key), 'refuse'] as const),
    ]);
  }
}
