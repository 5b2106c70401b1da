import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import { keysOf, type NewLead } from './new-lead.js';

/** Columns that a new lead's row takes from JSON: column, type, value. */
const COLUMNS: readonly [column: string, type: string, value: (lead: NewLead) => unknown][] = [
  ['id', 'uuid', (lead) => lead.id],
  ['name', 'text', (lead) => lead.name],
  ['company', 'text', (lead) => lead.company],
  ['title', 'text', (lead) => lead.title],
  ['phone', 'text', (lead) => lead.phone],
  ['email', 'text', (lead) => lead.email],
  ['wechat', 'text', (lead) => lead.wechat],
  ['source', 'text', (lead) => lead.source],
  ['lead_group', 'text', (lead) => lead.group],
  ['industry', 'text', (lead) => lead.industry],
  ['region', 'text', (lead) => lead.region],
  ['address', 'text', (lead) => lead.address],
  ['website', 'text', (lead) => lead.website],
  ['remark', 'text', (lead) => lead.remark],
  ['tags', 'text[]', (lead) => lead.tags ?? []],
  ['degree', 'text', (lead) => lead.degree ?? 'none'],
  ['next_contact_at', 'timestamptz', (lead) => lead.nextContactAt],
  ['custom', 'jsonb', (lead) => lead.custom ?? {}],
  ['import_id', 'uuid', (lead) => lead.importId],
  ['pool_id', 'uuid', (lead) => lead.poolId],
  ['owner_id', 'uuid', (lead) => lead.ownerId],
  ['home_pool_id', 'uuid', (lead) => lead.homePoolId],
];
const NAMES = raw(COLUMNS.map(([column]) => column).join(', '));
const TYPES = raw(COLUMNS.map(([column, type]) => `${column} ${type}`).join(', '));

/** Writes new leads and where they went, in one statement however many; their deadlines are the caller's next step. */
export async function insertLeads(ctx: Ctx, leads: readonly NewLead[], kind: 'created' | 'imported' = 'created'): Promise<void> {
  if (leads.length === 0) return;
  const rows = leads.map((lead) => {
    const { namePinyin, initials, companyKey } = keysOf(lead.name, lead.company);
    return {
      ...Object.fromEntries(COLUMNS.map(([column, , value]) => [column, value(lead)])),
      name_pinyin: namePinyin,
      initials,
      company_key: companyKey,
    };
  });
  await ctx.db.run(sql`
    WITH made AS (
      INSERT INTO leads (tenant_id, ${NAMES}, name_pinyin, initials, company_key, acquisition, owned_since, entered_pool_at, created_at, created_by, updated_at, updated_by)
      SELECT ${ctx.tenantId}::uuid, ${NAMES}, name_pinyin, initials, company_key, ${kind},
        CASE WHEN owner_id IS NOT NULL THEN ${ctx.now}::timestamptz END, CASE WHEN pool_id IS NOT NULL THEN ${ctx.now}::timestamptz END,
        ${ctx.now}, ${actorIdOf(ctx)}::uuid, ${ctx.now}, ${actorIdOf(ctx)}::uuid
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS j(${TYPES}, name_pinyin text, initials text, company_key text)
      RETURNING id, owner_id, pool_id
    )
    INSERT INTO ownership_ledger (tenant_id, object, record_id, kind, at, actor_id, to_owner_id, to_pool_id)
    SELECT ${ctx.tenantId}::uuid, 'lead', id, ${kind}, ${ctx.now}, ${actorIdOf(ctx)}::uuid, owner_id, pool_id FROM made`);
}

/** What a PATCH may write, by API key. */
export const WRITABLE: Readonly<Record<string, string>> = {
  name: 'name',
  company: 'company',
  title: 'title',
  phone: 'phone',
  email: 'email',
  wechat: 'wechat',
  source: 'source',
  group: 'lead_group',
  industry: 'industry',
  region: 'region',
  address: 'address',
  website: 'website',
  remark: 'remark',
  tags: 'tags',
  degree: 'degree',
  nextContactAt: 'next_contact_at',
};

/** Changes a lead that is locked; `changes` holds API keys, `custom` is merged and its nulls removed. */
export async function updateLead(
  ctx: Ctx,
  id: string,
  changes: Record<string, unknown>,
  name: string,
  company: string | null,
): Promise<void> {
  const assignments: Sql[] = Object.entries(changes).flatMap(([key, value]) =>
    WRITABLE[key] ? [sql`${raw(WRITABLE[key])} = ${value}`] : [],
  );
  if (changes.custom !== undefined)
    assignments.push(sql`custom = jsonb_strip_nulls(custom || ${JSON.stringify(changes.custom)}::jsonb)`);
  if ('name' in changes || 'company' in changes) {
    const { namePinyin, initials, companyKey } = keysOf(name, company);
    assignments.push(sql`name_pinyin = ${namePinyin}`, sql`initials = ${initials}`, sql`company_key = ${companyKey}`);
  }
  assignments.push(sql`version = version + 1`, sql`updated_at = ${ctx.now}`, sql`updated_by = ${actorIdOf(ctx)}::uuid`);
  await ctx.db.run(sql`UPDATE leads SET ${join(assignments, ', ')} WHERE id = ${id}::uuid`);
}
