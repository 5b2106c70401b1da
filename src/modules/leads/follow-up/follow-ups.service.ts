import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { scoped } from '../../../platform/authz/index.js';
import { RecordReader, refuseForbiddenFields } from '../../../platform/records/index.js';
import { poolableOf, protectedUntil, Reclaim, RulesInForce } from '../../pools/index.js';
import { LeadsService } from '../lead/leads.service.js';
import { leadDescriptor } from '../leads.descriptor.js';
import { leadNotFound } from '../leads.errors.js';
import { leadFollowedUp } from '../leads.events.js';
import { withMerged } from '../merge/merged-leads.js';
import type { CreateFollowUpRequest } from './follow-up.requests.js';
import type { FollowUpView, TimelineEntryView } from './follow-up.view.js';
import { timelineSql } from './timeline.js';
import { seenEntry } from './timeline-sight.js';

/** Follow-up records and the timeline of a lead (LEAD-03). */
@Injectable()
export class FollowUpsService {
  constructor(
    private readonly leads: LeadsService,
    private readonly reader: RecordReader,
    private readonly rules: RulesInForce,
    private readonly reclaim: Reclaim,
  ) {}

  /** Writes a follow-up; it moves the deadline of the lead and may protect it (POOL-14). */
  async create(ctx: Ctx, leadId: string, request: CreateFollowUpRequest): Promise<FollowUpView> {
    const lead = await this.leads.lock(ctx, 'followUp', leadId);
    const { method: _method, content: _content, ...named } = request;
    refuseForbiddenFields(ctx, 'lead', named);
    const id = newId();
    const nextContact = request.nextContactAt === undefined ? sql`next_contact_at` : sql`${request.nextContactAt}::timestamptz`;
    await ctx.db.run(sql`
      WITH written AS (
        INSERT INTO lead_follow_ups (tenant_id, id, lead_id, method, content, degree, next_contact_at, at, created_at, created_by)
        VALUES (${ctx.tenantId}, ${id}, ${leadId}, ${request.method}, ${request.content}, ${request.degree ?? null}, ${request.nextContactAt ?? null}, ${ctx.now}, ${ctx.now}, ${ctx.actor.employeeId})
      )
      UPDATE leads SET last_follow_up_at = ${ctx.now}, follow_up_count = follow_up_count + 1, next_contact_at = ${nextContact},
        degree = coalesce(${request.degree ?? null}, degree), version = version + 1, updated_at = ${ctx.now}, updated_by = ${ctx.actor.employeeId}::uuid
      WHERE id = ${leadId}::uuid`);
    if (lead.ownerId) await this.extend(ctx, leadId);
    ctx.emit(leadFollowedUp({ leadId, followUpId: id }));
    return {
      id,
      leadId,
      method: request.method,
      content: request.content,
      degree: request.degree ?? null,
      nextContactAt: request.nextContactAt ? new Date(request.nextContactAt).toISOString() : null,
      at: ctx.now.toISOString(),
      createdBy: ctx.actor.employeeId,
      createdByName: ctx.actor.name,
      version: 1,
    };
  }

  /** Field changes are for who may change the lead: a pool member must not read in the history what the pool masks. */
  async timeline(ctx: Ctx, leadId: string, limit: number, before: string | undefined): Promise<TimelineEntryView[]> {
    const columns = sql`, (${scoped(ctx, 'update', leadDescriptor.policy)}) IS TRUE AS "mayUpdate"`;
    const { mayUpdate } = await this.reader.permit<{ mayUpdate: boolean }>(ctx, leadDescriptor, 'read', leadId, leadNotFound, {
      lock: false,
      columns,
    });
    const entries = await ctx.db.query<TimelineEntryView & Record<string, unknown>>(
      timelineSql(await withMerged(ctx, leadId), limit, before, mayUpdate),
    );
    return entries.map((entry) => seenEntry(ctx, entry));
  }

  /** A follow-up protects for some days, never beyond the hard maximum from the day the lead was owned. */
  private async extend(ctx: Ctx, leadId: string): Promise<void> {
    const home = await ctx.db.maybe<{ poolId: string; ownedSince: string; current: string | null }>(sql`
      SELECT home_pool_id AS "poolId", owned_since AS "ownedSince", protected_until AS current FROM leads WHERE id = ${leadId}::uuid AND home_pool_id IS NOT NULL`);
    const rule = home && (await this.rules.of(ctx, [home.poolId])).get(home.poolId);
    if (!rule) return;
    const current = home.current === null ? null : new Date(home.current);
    const until = protectedUntil(rule.rules.protection, {
      kind: 'followUp',
      now: ctx.now,
      ownedSince: new Date(home.ownedSince),
      zone: ctx.zone,
      current,
    });
    if (until && until.getTime() !== current?.getTime())
      await ctx.db.run(sql`UPDATE leads SET protected_until = ${until} WHERE id = ${leadId}::uuid`);
    if (rule.rules.reclaim.enabled) await this.reclaim.recompute(ctx, poolableOf('lead'), rule, { ids: [leadId] });
  }
}
