import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import { Reclaim } from '../../pools/index.js';
import { insertLeads } from '../lead/lead.writes.js';
import { keysOf } from '../lead/new-lead.js';
import { leadsCreated } from '../leads.events.js';
import type { LeadValues, LeadVerdict } from './lead-import.session.js';

interface Names extends Record<string, unknown> {
  id: string;
  name: string;
  company: string | null;
}

/** Writes judged rows: a fixed number of statements for a batch. */
@Injectable()
export class LeadImportWriter {
  constructor(private readonly reclaim: Reclaim) {}

  async write(ctx: Ctx, verdicts: readonly LeadVerdict[]): Promise<void> {
    const created = verdicts.flatMap(({ outcome, lead }) => (outcome === 'created' && lead ? [lead] : []));
    const updated = verdicts.filter(({ updates }) => updates !== undefined);
    await insertLeads(ctx, created, 'imported');
    await this.update(ctx, updated);
    const owned = created.filter(({ ownerId, homePoolId }) => ownerId && homePoolId).map(({ id }) => id);
    const concerned = [...owned, ...updated.map(({ updates }) => updates!)];
    if (concerned.length > 0) await this.reclaim.refresh(ctx, 'lead', concerned);
    if (created.length > 0) ctx.emit(leadsCreated({ ids: created.map(({ id }) => id) }));
  }

  /** Fills existing leads with the rows' filled cells; what a row leaves blank stays. */
  private async update(ctx: Ctx, verdicts: readonly LeadVerdict[]): Promise<void> {
    if (verdicts.length === 0) return;
    const ids = verdicts.map(({ updates }) => updates!);
    const names = await ctx.db.query<Names>(
      sql`SELECT r.id, r.name, r.company FROM leads r WHERE r.id = ANY (${ids}::uuid[]) ORDER BY r.id FOR UPDATE`,
    );
    const byId = new Map(names.map((each) => [each.id, each]));
    const rows = verdicts.map(({ updates, values }) => ({ id: updates, ...values, ...derived(byId.get(updates!)!, values) }));
    await ctx.db.run(sql`
      UPDATE leads r SET name = u.name, company = coalesce(u.company, r.company), title = coalesce(u.title, r.title), phone = coalesce(u.phone, r.phone),
        email = coalesce(u.email, r.email), wechat = coalesce(u.wechat, r.wechat), source_id = coalesce(u."sourceId", r.source_id),
        group_id = coalesce(u."groupId", r.group_id), industry_id = coalesce(u."industryId", r.industry_id), region_id = coalesce(u."regionId", r.region_id),
        address = coalesce(u.address, r.address), website = coalesce(u.website, r.website), remark = coalesce(u.remark, r.remark),
        degree = coalesce(u.degree, r.degree), custom = r.custom || coalesce(u.custom, '{}'),
        tags = r.tags || ARRAY(SELECT t FROM unnest(u.tags) t WHERE t <> ALL (r.tags)),
        name_pinyin = u."namePinyin", initials = u.initials, company_key = u."companyKey",
        version = r.version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS u(id uuid, name text, company text, title text, phone text, email text, wechat text,
        "sourceId" uuid, "groupId" uuid, "industryId" uuid, "regionId" uuid, address text, website text, remark text, degree text, custom jsonb, tags text[],
        "namePinyin" text, initials text, "companyKey" text)
      WHERE r.id = u.id`);
  }
}

/** Keys of the name and company that the lead will have. */
const derived = (now: Names, { name, company }: LeadValues) => keysOf(name, company ?? now.company);
