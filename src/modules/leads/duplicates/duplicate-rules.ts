import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { customKey, CustomFields } from '../../../platform/records/index.js';

export const DUPLICATE_ACTIONS = ['refuse', 'warn', 'allow'] as const;
export type DuplicateAction = (typeof DUPLICATE_ACTIONS)[number];

/** What happens per field when a new lead equals an existing one; custom unique fields always refuse. */
export type DuplicateRules = ReadonlyMap<string, DuplicateAction>;

/** What an enterprise begins with: one lead per phone number, a warning for the same company. */
export const DEFAULT_DUPLICATE_RULES: Readonly<Record<string, DuplicateAction>> = {
  phone: 'refuse',
  company: 'warn',
  name: 'allow',
};

/** The enterprise's rules of duplicate control (LEAD-02). */
@Injectable()
export class DuplicateRulesService {
  private readonly known = new LRUCache<string, Map<string, DuplicateAction>>({ max: 2000 });

  constructor(private readonly customFields: CustomFields) {}

  async of(ctx: Ctx): Promise<DuplicateRules> {
    const key = `${ctx.tenantId}:${ctx.definitionsVersion}`;
    let rules = this.known.get(key);
    if (!rules) {
      rules = await this.load(ctx);
      this.known.set(key, rules);
    }
    return rules;
  }

  /** Replaces the rules of the three built-in fields. */
  async set(ctx: Ctx, rules: Record<string, DuplicateAction>): Promise<void> {
    await ctx.db.run(sql`INSERT INTO duplicate_rules (tenant_id, object, field, action)
      SELECT ${ctx.tenantId}::uuid, 'lead', e.key, e.value FROM jsonb_each_text(${JSON.stringify(rules)}::jsonb) e
      ON CONFLICT (tenant_id, object, field) DO UPDATE SET action = excluded.action`);
  }

  private async load(ctx: Ctx): Promise<Map<string, DuplicateAction>> {
    const rows = await ctx.db.query<{ field: string; action: DuplicateAction }>(
      sql`SELECT field, action FROM duplicate_rules WHERE object = 'lead'`,
    );
    const unique = (await this.customFields.of(ctx, 'lead')).filter((field) => field.unique);
    return new Map([
      ...Object.entries(DEFAULT_DUPLICATE_RULES),
      ...rows.map(({ field, action }) => [field, action] as const),
      ...unique.map((field) => [customKey(field.key), 'refuse'] as const),
    ]);
  }
}
