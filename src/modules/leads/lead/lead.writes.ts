import type { Ctx } from '../../../platform/context/ctx.js';
import { updateRecord } from '../../../platform/records/index.js';
import { insertPlaced, type NewColumn } from '../../pools/index.js';
import { leadDescriptor } from '../leads.descriptor.js';
import { keysOf, type LeadKeys, type NewLead } from './new-lead.js';

/** Columns that a new lead's row takes from JSON: column, type, value. */
const COLUMNS: readonly NewColumn<NewLead & { keys: LeadKeys }>[] = [
  ['id', 'uuid', (lead) => lead.id],
  ['name', 'text', (lead) => lead.name],
  ['company', 'text', (lead) => lead.company],
  ['title', 'text', (lead) => lead.title],
  ['phone', 'text', (lead) => lead.phone],
  ['email', 'text', (lead) => lead.email],
  ['wechat', 'text', (lead) => lead.wechat],
  ['source_id', 'uuid', (lead) => lead.sourceId],
  ['group_id', 'uuid', (lead) => lead.groupId],
  ['industry_id', 'uuid', (lead) => lead.industryId],
  ['region_id', 'uuid', (lead) => lead.regionId],
  ['address', 'text', (lead) => lead.address],
  ['website', 'text', (lead) => lead.website],
  ['remark', 'text', (lead) => lead.remark],
  ['tags', 'text[]', (lead) => lead.tags ?? []],
  ['degree', 'text', (lead) => lead.degree ?? 'none'],
  ['next_contact_at', 'timestamptz', (lead) => lead.nextContactAt],
  ['custom', 'jsonb', (lead) => lead.custom ?? {}],
  ['import_id', 'uuid', (lead) => lead.importId],
  ['name_pinyin', 'text', (lead) => lead.keys.namePinyin],
  ['initials', 'text', (lead) => lead.keys.initials],
  ['company_key', 'text', (lead) => lead.keys.companyKey],
];

/** Writes new leads and where they went, in one statement however many; their deadlines are the caller's next step. */
export async function insertLeads(ctx: Ctx, leads: readonly NewLead[], kind: 'created' | 'imported' = 'created'): Promise<void> {
  const records = leads.map((lead) => ({ ...lead, keys: keysOf(lead.name, lead.company) }));
  await insertPlaced(ctx, { object: 'lead', descriptor: leadDescriptor }, COLUMNS, records, kind);
}

/** What a PATCH may write, by API key. */
export const WRITABLE: Readonly<Record<string, string>> = {
  name: 'name',
  company: 'company',
  title: 'title',
  phone: 'phone',
  email: 'email',
  wechat: 'wechat',
  sourceId: 'source_id',
  groupId: 'group_id',
  industryId: 'industry_id',
  regionId: 'region_id',
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
  const renamed = 'name' in changes || 'company' in changes;
  await updateRecord(ctx, 'leads', id, WRITABLE, changes, renamed ? derivedColumns(keysOf(name, company)) : {});
}

const derivedColumns = ({ namePinyin, initials, companyKey }: LeadKeys): Record<string, unknown> => ({
  name_pinyin: namePinyin,
  initials,
  company_key: companyKey,
});
