import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
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

  /** The lead and the customer are locked, or new. Set-based, however many follow-ups there are. */
  async hand(ctx: Ctx, { leadId, customerId, contactId }: Converted): Promise<void> {
    if (contactId) await this.linkContact(ctx, leadId, contactId);
    await ctx.db.run(sql`
      WITH moved AS (
        UPDATE follow_ups f SET customer_id = ${customerId}::uuid, version = f.version + 1 WHERE f.lead_id = ${leadId}::uuid AND f.customer_id IS NULL
        RETURNING f.at
      ), counted AS (SELECT count(*)::integer AS n, max(m.at) AS last FROM moved m)
      UPDATE customers r SET lead_id = coalesce(r.lead_id, ${leadId}::uuid), follow_up_count = r.follow_up_count + c.n,
        last_follow_up_at = greatest(r.last_follow_up_at, c.last), version = r.version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid
      FROM counted c WHERE r.id = ${customerId}::uuid`);
    await this.attachments.move(ctx, { object: 'lead', recordIds: [leadId] }, { object: 'customer', recordId: customerId });
    await this.reclaim.refresh(ctx, 'customer', [customerId]);
  }

  /** What was said to the lead was said to the person who is the contact now. */
  private async linkContact(ctx: Ctx, leadId: string, contactId: string): Promise<void> {
    await ctx.db.run(sql`
      INSERT INTO follow_up_contacts (tenant_id, follow_up_id, contact_id, at)
      SELECT f.tenant_id, f.id, ${contactId}::uuid, f.at FROM follow_ups f WHERE f.lead_id = ${leadId}::uuid ON CONFLICT DO NOTHING`);
  }
}
