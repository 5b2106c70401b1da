import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Problem, versionMismatch } from '../../../platform/errors/index.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import {
  RecordLists,
  RecordReader,
  RecordWrites,
  usualScope,
  type ListQuery,
  type Page,
} from '../../../platform/records/index.js';
import { DuplicatesService, duplicateView, Reclaim } from '../../pools/index.js';
import { Dictionaries } from '../../settings/index.js';
import { leadDescriptor } from '../leads.descriptor.js';
import { leadDuplicate, leadNotActive, leadNotFound } from '../leads.errors.js';
import { leadStatusChanged } from '../leads.events.js';
import type { UpdateLeadRequest } from './lead.requests.js';
import type { LeadView } from './lead.view.js';
import { updateLead } from './lead.writes.js';

export interface Locked extends Record<string, unknown> {
  id: string;
  version: number;
  status: string;
  name: string;
  company: string | null;
  ownerId: string | null;
}

const LOCKED = sql`, r.status, r.name, r.company, r.owner_id AS "ownerId", r.source_id AS "sourceId", r.group_id AS "groupId",
  r.industry_id AS "industryId", r.region_id AS "regionId"`;

/** Leads as people see and change them (LEAD-01). */
@Injectable()
export class LeadsService {
  constructor(
    private readonly lists: RecordLists,
    private readonly reader: RecordReader,
    private readonly writes: RecordWrites,
    private readonly duplicates: DuplicatesService,
    private readonly dictionaries: Dictionaries,
    private readonly reclaim: Reclaim,
  ) {}

  async list(ctx: Ctx, query: ListQuery): Promise<Page<LeadView>> {
    return this.lists.list<LeadView>(ctx, leadDescriptor, query, { defaultScope: usualScope(ctx, 'lead', query.filter) });
  }

  /** The same as a list, narrowed by a condition of any shape. @throws validationFailed with pointers into the condition */
  search(ctx: Ctx, query: ListQuery, condition: unknown): Promise<Page<LeadView>> {
    const defaultScope = usualScope(ctx, 'lead', query.filter);
    return this.lists.search<LeadView>(ctx, leadDescriptor, query, condition, { defaultScope });
  }

  get(ctx: Ctx, id: string): Promise<LeadView> {
    return this.reader.get<LeadView>(ctx, leadDescriptor, id, leadNotFound);
  }

  /** Those of these leads that the actor may see, in no order. */
  several(ctx: Ctx, ids: readonly string[]): Promise<LeadView[]> {
    return this.reader.several<LeadView>(ctx, leadDescriptor, ids);
  }

  async update(ctx: Ctx, id: string, request: UpdateLeadRequest, expected: number | undefined): Promise<LeadView> {
    const lead = await this.lock(ctx, 'update', id, expected);
    const custom = await this.writes.ofChange(ctx, leadDescriptor, id, request);
    await this.dictionaries.check(ctx, 'lead', request, lead);
    const { custom: _input, ...fields } = request;
    const changes = { ...fields, ...(custom ? { custom } : {}) };
    await this.refuseDuplicates(ctx, id, changes);
    const company = 'company' in changes ? (changes.company ?? null) : lead.company;
    await updateLead(ctx, id, changes, changes.name ?? lead.name, company);
    if (lead.ownerId) await this.reclaim.refresh(ctx, 'lead', [id]);
    return this.get(ctx, id);
  }

  /** Marks a lead as worthless, with a reason, or takes that back (null). */
  async setInvalid(ctx: Ctx, id: string, invalidReasonId: string | null, expected: number | undefined): Promise<LeadView> {
    const lead = await this.lock(ctx, 'invalidate', id, expected, invalidReasonId === null ? 'invalid' : 'active');
    await this.dictionaries.check(ctx, 'lead', { invalidReasonId });
    const status = invalidReasonId === null ? 'active' : 'invalid';
    await ctx.db
      .run(sql`UPDATE leads SET status = ${status}, invalid_reason_id = ${invalidReasonId}::uuid, reclaim_at = NULL, reclaim_rule_id = NULL, reclaim_rule_key = NULL,
      version = version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid WHERE id = ${id}::uuid`);
    if (status === 'active' && lead.ownerId) await this.reclaim.refresh(ctx, 'lead', [id]);
    ctx.emit(leadStatusChanged({ leadId: id, status }));
    return this.get(ctx, id);
  }

  /** Locks a lead for a change by this actor. @throws leadNotFound, forbidden, versionMismatch, leadNotActive */
  async lock(ctx: Ctx, action: string, id: string, expected?: number, status = 'active'): Promise<Locked> {
    const lead = await this.reader.permit<Locked>(ctx, leadDescriptor, action, id, leadNotFound, { columns: LOCKED });
    if (expected !== undefined && lead.version !== expected) throw versionMismatch({ currentVersion: lead.version });
    if (lead.status !== status) throw leadNotActive();
    return lead;
  }

  /** The same for many: each lead by its id, or what it is refused for. */
  async lockEach(ctx: Ctx, action: string, ids: readonly string[]): Promise<Map<string, Locked | Problem>> {
    const found = await this.reader.permitEach<Locked>(ctx, leadDescriptor, action, ids, leadNotFound, LOCKED);
    return new Map(
      [...found].map(([id, lead]) => [id, lead instanceof Problem || lead.status === 'active' ? lead : leadNotActive()]),
    );
  }

  /** The same without a lock, for what only reads. @throws leadNotFound, forbidden, leadNotActive */
  async look(ctx: Ctx, action: string, id: string): Promise<void> {
    const columns = sql`, r.status`;
    const { status } = await this.reader.permit<{ status: string }>(ctx, leadDescriptor, action, id, leadNotFound, {
      lock: false,
      columns,
    });
    if (status !== 'active') throw leadNotActive();
  }

  private async refuseDuplicates(ctx: Ctx, id: string, changes: UpdateLeadRequest): Promise<void> {
    const compared = {
      id,
      name: changes.name ?? null,
      company: changes.company ?? null,
      phone: changes.phone ?? null,
      ...(changes.custom ? { custom: changes.custom } : {}),
    };
    if (!compared.name && !compared.company && !compared.phone && !compared.custom) return;
    await this.duplicates.serialise(ctx, 'lead', [compared]);
    const refusing = (await this.duplicates.find(ctx, 'lead', [compared])).filter((each) => each.action === 'refuse');
    if (refusing.length > 0) throw leadDuplicate({ duplicates: refusing.map(duplicateView) });
  }
}
