import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { CardDraft } from './card-fields.js';
import { nameCardNotFound } from './name-card.errors.js';
import type { NameCardView } from './name-card.view.js';

/** Cards are seen by nobody but who photographed them. */
@Injectable()
export class NameCardQueries {
  async insert(ctx: Ctx, id: string, fileId: string): Promise<void> {
    await ctx.db.run(sql`INSERT INTO name_cards (tenant_id, id, file_id, created_at, created_by)
      VALUES (${ctx.tenantId}, ${id}, ${fileId}, ${ctx.now}, ${ctx.actor.employeeId})`);
  }

  /** @throws Problem NAME_CARD_NOT_FOUND also for somebody else's */
  async get(ctx: Ctx, id: string): Promise<NameCardView> {
    const card = await ctx.db.maybe<NameCardView & Record<string, unknown>>(sql`
      SELECT id, file_id AS "fileId", status, draft, created_at AS "createdAt" FROM name_cards
      WHERE tenant_id = ${ctx.tenantId} AND id = ${id}::uuid AND created_by = ${ctx.actor.employeeId}::uuid`);
    if (!card) throw nameCardNotFound();
    return card;
  }

  /** The photographs of everybody's cards on which something stands that matches. */
  async filesOf(ctx: Ctx, pattern: string): Promise<string[]> {
    const rows = await ctx.db.once<{ id: string }>(
      sql`SELECT file_id AS id FROM name_cards WHERE tenant_id = ${ctx.tenantId} AND draft::text ~* ${pattern}`,
    );
    return rows.map(({ id }) => id);
  }

  async finish(ctx: Ctx, id: string, draft: CardDraft | undefined): Promise<void> {
    await ctx.db.run(sql`
      UPDATE name_cards SET status = ${draft ? 'ready' : 'failed'}, draft = ${draft ? JSON.stringify(draft) : null}::jsonb
      WHERE tenant_id = ${ctx.tenantId} AND id = ${id}`);
  }
}
