import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fillRecords, Reclaim, type FilledColumn, type PlacedValues, type PlacedVerdict } from '../../pools/index.js';
import { insertLeads } from '../lead/lead.writes.js';
import { keysOf, type NewLead } from '../lead/new-lead.js';
import { leadsCreated } from '../leads.events.js';

/** Fields of a row as a lead has them. */
export type LeadValues = PlacedValues & Omit<Partial<NewLead>, 'id' | 'name' | 'poolId' | 'ownerId' | 'homePoolId' | 'importId'>;

export type LeadVerdict = PlacedVerdict<LeadValues>;

interface Names extends Record<string, unknown> {
  id: string;
  name: string;
  company: string | null;
}

const FILLED: readonly FilledColumn[] = [
  ['name', 'name', 'text'],
  ['company', 'company', 'text'],
  ['title', 'title', 'text'],
  ['phone', 'phone', 'text'],
  ['email', 'email', 'text'],
  ['wechat', 'wechat', 'text'],
  ['sourceId', 'source_id', 'uuid'],
  ['groupId', 'group_id', 'uuid'],
  ['industryId', 'industry_id', 'uuid'],
  ['regionId', 'region_id', 'uuid'],
  ['address', 'address', 'text'],
  ['website', 'website', 'text'],
  ['remark', 'remark', 'text'],
  ['degree', 'degree', 'text'],
  ['tags', 'tags', 'text[]'],
  ['namePinyin', 'name_pinyin', 'text', 'derived'],
  ['initials', 'initials', 'text', 'derived'],
  ['companyKey', 'company_key', 'text', 'derived'],
];

/** Writes judged rows, which hold what they fill: a fixed number of statements for a batch. */
@Injectable()
export class LeadImportWriter {
  constructor(private readonly reclaim: Reclaim) {}

  async write(ctx: Ctx, verdicts: readonly LeadVerdict[]): Promise<void> {
    const created = verdicts.flatMap(({ outcome, record }) => (outcome === 'created' && record ? [record] : []));
    const updated = verdicts.filter(({ outcome, updates }) => outcome === 'updated' && updates !== undefined);
    await insertLeads(ctx, created, 'imported');
    await this.update(ctx, updated);
    const owned = created.filter(({ ownerId, homePoolId }) => ownerId && homePoolId).map(({ id }) => id);
    const concerned = [...owned, ...updated.map(({ updates }) => updates!)];
    if (concerned.length > 0) await this.reclaim.refresh(ctx, 'lead', concerned);
    if (created.length > 0) ctx.emit(leadsCreated({ ids: created.map(({ id }) => id) }));
  }

  private async update(ctx: Ctx, verdicts: readonly LeadVerdict[]): Promise<void> {
    if (verdicts.length === 0) return;
    const ids = verdicts.map(({ updates }) => updates!);
    const names = await ctx.db.query<Names>(sql`SELECT r.id, r.name, r.company FROM leads r WHERE r.id = ANY (${ids}::uuid[])`);
    const byId = new Map(names.map((each) => [each.id, each]));
    const rows = verdicts.map(({ updates, values }) => ({ ...values, id: updates, ...derived(byId.get(updates!)!, values) }));
    await fillRecords(ctx, 'leads', FILLED, rows);
  }
}

/** Keys of the name and company that the lead will have. */
const derived = (now: Names, { name, company }: LeadValues) => keysOf(name, company ?? now.company);
