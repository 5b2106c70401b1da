import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { FOLLOW_UP_TYPES } from '../data/customers.js';
import type { DemoWords } from '../words.js';
import { insertRows, iso, isoOrNull, type Named } from './story-rows.js';

/** Puts what happened to records into the tables beside them, whatever their kind. */
@Injectable()
export class StoryWriter {
  async write(ctx: Ctx, object: 'lead' | 'customer', stories: readonly Named[], words: DemoWords): Promise<void> {
    await this.ledger(ctx, object, stories);
    await this.followUps(ctx, object, stories, words);
    await this.protections(ctx, object, stories);
  }

  private async ledger(ctx: Ctx, object: string, stories: readonly Named[]): Promise<void> {
    const rows = stories.flatMap(({ id, lines }) => lines.map((line) => ({ ...line, recordId: id, at: iso(line.at) })));
    rows.sort((a, b) => (a.at < b.at ? -1 : 1));
    await ctx.db.run(sql`
      INSERT INTO ownership_ledger (tenant_id, object, record_id, kind, at, actor_id, from_owner_id, to_owner_id, from_pool_id, to_pool_id, reason, rule_id, rule_key)
      SELECT ${ctx.tenantId}::uuid, ${object}, "recordId", kind, at, "actorId", "fromOwnerId", "toOwnerId", "fromPoolId", "toPoolId", reason, "ruleId", "ruleKey"
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS l("recordId" uuid, kind text, at timestamptz, "actorId" uuid, "fromOwnerId" uuid,
        "toOwnerId" uuid, "fromPoolId" uuid, "toPoolId" uuid, reason text, "ruleId" uuid, "ruleKey" text)`);
  }

  /** Only leads have a degree of their own. */
  private async followUps(ctx: Ctx, object: string, stories: readonly Named[], { followUpType }: DemoWords): Promise<void> {
    const rows = stories.flatMap(({ id, followUps }) =>
      followUps.map(({ at, by, nextContactAt, degree, ...each }) => ({
        ...each,
        [`${object}_id`]: id,
        type_id: followUpType.get(FOLLOW_UP_TYPES[each.method]),
        degree: object === 'lead' ? degree : null,
        next_contact_at: isoOrNull(nextContactAt),
        at: iso(at),
        created_at: iso(at),
        created_by: by,
      })),
    );
    await insertRows(ctx, 'follow_ups', FOLLOW_UP_COLUMNS, rows);
  }

  private async protections(ctx: Ctx, object: string, stories: readonly Named[]): Promise<void> {
    const rows = stories.flatMap(({ id, ownerId, at, protection }) =>
      protection === null
        ? []
        : [
            {
              id: newId(),
              object,
              record_id: id,
              employee_id: ownerId,
              until: iso(protection.until),
              reason: protection.reason,
              created_at: iso(at),
            },
          ],
    );
    await insertRows(ctx, 'protections', PROTECTION_COLUMNS, rows);
  }
}

const FOLLOW_UP_COLUMNS = {
  id: 'uuid',
  lead_id: 'uuid',
  customer_id: 'uuid',
  method: 'text',
  type_id: 'uuid',
  content: 'text',
  degree: 'text',
  next_contact_at: 'timestamptz',
  at: 'timestamptz',
  created_at: 'timestamptz',
  created_by: 'uuid',
};

const PROTECTION_COLUMNS = {
  id: 'uuid',
  object: 'text',
  record_id: 'uuid',
  employee_id: 'uuid',
  until: 'timestamptz',
  reason: 'text',
  created_at: 'timestamptz',
};
