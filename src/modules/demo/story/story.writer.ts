import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { keysOf } from '../../leads/index.js';
import { QUARANTINE_REASON } from '../data/conversations.js';
import type { LeadStory } from './lead-story.js';

/** A story with the id of its lead. */
type Named = LeadStory & { id: string };

/**
 * Puts stories into the tables as they would stand there if they had happened: the services cannot, because they act now.
 * Deadlines are left to the pool engine.
 */
@Injectable()
export class StoryWriter {
  /** Returns the ids of the leads. */
  async write(ctx: Ctx, stories: readonly LeadStory[]): Promise<string[]> {
    const named = stories.map((story): Named => Object.assign(story, { id: newId() }));
    await this.leads(ctx, named);
    await this.ledger(ctx, named);
    await this.followUps(ctx, named);
    await this.protections(ctx, named);
    return named.map(({ id }) => id);
  }

  private async leads(ctx: Ctx, stories: readonly Named[]): Promise<void> {
    await ctx.db.run(sql`
      INSERT INTO leads (tenant_id, id, name, company, title, phone, email, wechat, source_id, industry_id, region_id, address, remark, tags, custom, degree,
        status, invalid_reason_id, name_pinyin, initials, company_key, pool_id, owner_id, home_pool_id, acquisition, owned_since, entered_pool_at,
        last_follow_up_at, follow_up_count, next_contact_at, protected_until, quarantined_until, quarantine_reason,
        created_at, created_by, updated_at, updated_by)
      SELECT ${ctx.tenantId}::uuid, id, name, company, title, phone, email, wechat, "sourceId", "industryId", "regionId", address, remark, tags, custom, degree,
        CASE WHEN "invalidReasonId" IS NULL THEN 'active' ELSE 'invalid' END, "invalidReasonId", "namePinyin", initials, "companyKey",
        "poolId", "ownerId", "homePoolId", acquisition, CASE WHEN "ownerId" IS NOT NULL THEN "placedAt" END, CASE WHEN "poolId" IS NOT NULL THEN "placedAt" END,
        "lastFollowUpAt", "followUpCount", "nextContactAt", "protectedUntil", "quarantinedUntil", CASE WHEN "quarantinedUntil" IS NOT NULL THEN ${QUARANTINE_REASON} END,
        "createdAt", "createdBy", at, coalesce("ownerId", "createdBy")
      FROM jsonb_to_recordset(${JSON.stringify(stories.map(leadRow))}::jsonb) AS l(id uuid, name text, company text, title text, phone text, email text,
        wechat text, "sourceId" uuid, "industryId" uuid, "regionId" uuid, address text, remark text, tags text[], custom jsonb, degree text, "invalidReasonId" uuid,
        "namePinyin" text, initials text, "companyKey" text, "poolId" uuid, "ownerId" uuid, "homePoolId" uuid, acquisition text, "placedAt" timestamptz,
        "lastFollowUpAt" timestamptz, "followUpCount" integer, "nextContactAt" timestamptz, "protectedUntil" timestamptz, "quarantinedUntil" timestamptz,
        "createdAt" timestamptz, "createdBy" uuid, at timestamptz)`);
  }

  private async ledger(ctx: Ctx, stories: readonly Named[]): Promise<void> {
    const rows = stories.flatMap(({ id, lines }) => lines.map((line) => ({ ...line, recordId: id, at: iso(line.at) })));
    rows.sort((a, b) => (a.at < b.at ? -1 : 1));
    await ctx.db.run(sql`
      INSERT INTO ownership_ledger (tenant_id, object, record_id, kind, at, actor_id, from_owner_id, to_owner_id, from_pool_id, to_pool_id, reason, rule_id, rule_key)
      SELECT ${ctx.tenantId}::uuid, 'lead', "recordId", kind, at, "actorId", "fromOwnerId", "toOwnerId", "fromPoolId", "toPoolId", reason, "ruleId", "ruleKey"
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS l("recordId" uuid, kind text, at timestamptz, "actorId" uuid, "fromOwnerId" uuid,
        "toOwnerId" uuid, "fromPoolId" uuid, "toPoolId" uuid, reason text, "ruleId" uuid, "ruleKey" text)`);
  }

  private async followUps(ctx: Ctx, stories: readonly Named[]): Promise<void> {
    const rows = stories.flatMap(({ id, followUps }) =>
      followUps.map((each) => ({
        ...each,
        id: newId(),
        leadId: id,
        at: iso(each.at),
        nextContactAt: isoOrNull(each.nextContactAt),
      })),
    );
    await ctx.db.run(sql`
      INSERT INTO follow_ups (tenant_id, id, lead_id, method, content, degree, next_contact_at, at, created_at, created_by)
      SELECT ${ctx.tenantId}::uuid, id, "leadId", method, content, degree, "nextContactAt", at, at, by
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS f(id uuid, "leadId" uuid, method text, content text, degree text, "nextContactAt" timestamptz, at timestamptz, by uuid)`);
  }

  private async protections(ctx: Ctx, stories: readonly Named[]): Promise<void> {
    const rows = stories.flatMap(({ id, ownerId, at, protection }) =>
      protection === null
        ? []
        : [
            {
              id: newId(),
              recordId: id,
              employeeId: ownerId,
              until: iso(protection.until),
              reason: protection.reason,
              at: iso(at),
            },
          ],
    );
    await ctx.db.run(sql`
      INSERT INTO protections (tenant_id, id, object, record_id, employee_id, until, reason, created_at)
      SELECT ${ctx.tenantId}::uuid, id, 'lead', "recordId", "employeeId", until, reason, at
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS p(id uuid, "recordId" uuid, "employeeId" uuid, until timestamptz, reason text, at timestamptz)`);
  }
}

function leadRow(story: Named): Record<string, unknown> {
  const { facts, lines: _, followUps, formerOwners: __, protection: ___, ...state } = story;
  return {
    ...facts,
    ...state,
    ...keysOf(facts.name, facts.company),
    placedAt: iso(story.placedAt),
    at: iso(story.at),
    createdAt: iso(story.createdAt),
    lastFollowUpAt: isoOrNull(story.lastFollowUpAt),
    followUpCount: followUps.length,
    nextContactAt: isoOrNull(story.nextContactAt),
    protectedUntil: isoOrNull(story.protectedUntil),
    quarantinedUntil: isoOrNull(story.quarantinedUntil),
  };
}

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));
