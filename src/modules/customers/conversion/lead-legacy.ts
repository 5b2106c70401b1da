import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Attachments } from '../../../platform/files/index.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import { Reclaim } from '../../pools/index.js';
import type { Converted } from './conversion-target.js';

/** What a lead leaves to the customer that it has become: follow-ups, files, the link to where it came from (LEAD-05). */
@Injectable()
export class LeadLegacy {
  constructor(
    private readonly attachments: Attachments,
    private readonly reclaim: Reclaim,
  ) {}

  /** Files of the lead's fields that the customer or the contact made in this call may take over. */
  lend(ctx: Ctx, leadId: string, fileIds: readonly string[]): void {
    this.attachments.lend(ctx, leadId, fileIds);
  }

  /** The leads and the customers are locked, or new, and each customer is of one lead. Set-based, however many follow-ups there are. */
  async hand(ctx: Ctx, converted: readonly Converted[]): Promise<void> {
    const become = becomeSql(converted);
    if (converted.some(({ contactId }) => contactId !== null)) await this.linkContacts(ctx, become);
    await ctx.db.run(sql`
      WITH become AS MATERIALIZED (${become}), moved AS (
        UPDATE follow_ups f SET customer_id = b.customer_id, version = f.version + 1 FROM become b WHERE f.lead_id = b.lead_id AND f.customer_id IS NULL
        RETURNING f.lead_id, f.at
      ), counted AS (
        SELECT b.lead_id, b.customer_id, count(m.at)::integer AS n, max(m.at) AS last FROM become b LEFT JOIN moved m ON m.lead_id = b.lead_id
        GROUP BY b.lead_id, b.customer_id
      )
      UPDATE customers r SET lead_id = coalesce(r.lead_id, c.lead_id), follow_up_count = r.follow_up_count + c.n,
        last_follow_up_at = greatest(r.last_follow_up_at, c.last), version = r.version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid
      FROM counted c WHERE r.id = c.customer_id`);
    const records = converted.map(({ leadId, customerId }) => ({ fromId: leadId, toId: customerId }));
    await this.attachments.move(ctx, 'lead', 'customer', records);
    await this.reclaim.refresh(
      ctx,
      'customer',
      converted.map(({ customerId }) => customerId),
    );
  }

  /** What was said to a lead was said to the person who is the contact now. */
  private async linkContacts(ctx: Ctx, become: Sql): Promise<void> {
    await ctx.db.run(sql`
      INSERT INTO follow_up_contacts (tenant_id, follow_up_id, contact_id, at)
      SELECT f.tenant_id, f.id, b.contact_id, f.at FROM (${become}) b JOIN follow_ups f ON f.lead_id = b.lead_id
      WHERE b.contact_id IS NOT NULL ON CONFLICT DO NOTHING`);
  }
}

/** What each lead has become, as rows. */
const becomeSql = (converted: readonly Converted[]): Sql => sql`
  SELECT * FROM unnest(${converted.map(({ leadId }) => leadId)}::uuid[], ${converted.map(({ customerId }) => customerId)}::uuid[],
    ${converted.map(({ contactId }) => contactId)}::uuid[]) AS b(lead_id, customer_id, contact_id)`;
