import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { DEFAULT_MINUTES } from './comment.queries.js';
import type { CommentSettingsView } from './comment.view.js';

/** What an enterprise lets people do with their comments. */
@Injectable()
export class CommentSettings {
  constructor(private readonly audit: AuditLog) {}

  async get(ctx: Ctx): Promise<CommentSettingsView> {
    const found = await ctx.db.maybe<CommentSettingsView & Record<string, unknown>>(
      sql`SELECT s.deletable_minutes AS "deletableMinutes" FROM comment_settings s`,
    );
    return found ?? { deletableMinutes: DEFAULT_MINUTES };
  }

  async set(ctx: Ctx, { deletableMinutes }: CommentSettingsView): Promise<CommentSettingsView> {
    await ctx.db.run(sql`INSERT INTO comment_settings (tenant_id, deletable_minutes) VALUES (${ctx.tenantId}, ${deletableMinutes})
      ON CONFLICT (tenant_id) DO UPDATE SET deletable_minutes = excluded.deletable_minutes`);
    await this.audit.record(ctx, {
      action: 'commentSetting.updated',
      object: 'commentSetting',
      summary: { deletableMinutes },
    });
    return { deletableMinutes };
  }
}
