import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import type { NoticeKind } from './notice-kinds.js';

/** A message that awaits a person in their inbox. */
export interface Notice {
  employeeId: string;
  kind: NoticeKind;
  /** Names what is said, once per person: a repeated run or event does not say it twice. */
  key: string;
  /** What the kind's wording needs: ids, counts, names; see notice-kinds.ts. */
  content: Record<string, unknown>;
}

/** Writes into people's inboxes, in the transaction of what they are told about. */
@Injectable()
export class Notices {
  /** One statement however many. Returns how many were new: those with a key that was used before are dropped. */
  async send(ctx: Ctx, notices: readonly Notice[]): Promise<number> {
    if (notices.length === 0) return 0;
    return ctx.db.run(sql`
      INSERT INTO notices (tenant_id, id, employee_id, kind, key, content, created_at)
      SELECT ${ctx.tenantId}::uuid, uuidv7(), n."employeeId", n.kind, n.key, n.content, ${ctx.now}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(notices)}::jsonb) AS n("employeeId" uuid, kind text, key text, content jsonb)
      ON CONFLICT (tenant_id, employee_id, key) DO NOTHING`);
  }
}
