import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { PersonalTraces } from '../../../platform/erasure/index.js';
import { Attachments } from '../../../platform/files/index.js';
import { COMMENT } from './comments.service.js';

/**
 * Files of comments go when whoever they speak of wants to be forgotten: of those on the person's records, and of those whose words
 * name them. What was said stays without what identifies (OPS-03).
 */
@Injectable()
export class CommentsForget implements OnModuleInit {
  constructor(
    private readonly traces: PersonalTraces,
    private readonly attachments: Attachments,
  ) {}

  onModuleInit(): void {
    this.traces.register({
      name: 'feed.comments',
      eraseOf: (ctx, object, ids) => this.on(ctx, object, sql`SELECT unnest(${ids}::uuid[])`),
      erase: async (ctx, pattern) => {
        await this.forget(ctx, sql`c.content ~* ${pattern}`);
        // their texts are counted where they are blotted
        return 0;
      },
    });
  }

  /** Takes the files of all comments on what the statement `which` answers the ids of. */
  on(ctx: Ctx, object: string, which: Sql): Promise<void> {
    return this.forget(ctx, sql`c.object = ${object} AND c.record_id IN (${which})`);
  }

  private async forget(ctx: Ctx, which: Sql): Promise<void> {
    const rows = await ctx.db.once<{ id: string }>(sql`
      SELECT c.id FROM comments c WHERE c.tenant_id = ${ctx.tenantId} AND ${which}
        AND EXISTS (SELECT FROM attachments a WHERE a.tenant_id = c.tenant_id AND a.object = ${COMMENT} AND a.record_id = c.id)`);
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0) await this.attachments.purge(ctx, COMMENT, ids);
  }
}
