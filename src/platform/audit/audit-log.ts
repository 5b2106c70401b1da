import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import { newId } from '../database/ids.js';
import { actorIdOf } from '../jobs/system-actor.js';

/** One administrative or bulk act. Values are what readers of the log shall see: no passwords, no tokens. */
export interface AuditEntry {
  /** What was done, as `object.verb`: `employee.suspended`. */
  action: string;
  object: string;
  /** Absent for acts on many records; `summary` then says on how many. */
  objectId?: string;
  /** The changed members before and after the act. */
  before?: object;
  after?: object;
  summary?: Record<string, unknown>;
}

/** Who did what, when, from where (OPS-01). Written in the transaction of the act, so that neither is without the other. */
@Injectable()
export class AuditLog {
  async record(ctx: Ctx, entry: AuditEntry): Promise<void> {
    await ctx.db.run(sql`
      INSERT INTO audit_log (tenant_id, id, at, actor_id, actor_name, action, object, object_id, summary, before, after, ip, user_agent, request_id)
      VALUES (${ctx.tenantId}, ${newId()}, ${ctx.now}, ${actorIdOf(ctx)}, ${ctx.actor.name}, ${entry.action}, ${entry.object},
        ${entry.objectId ?? null}, ${JSON.stringify(entry.summary ?? {})}, ${json(entry.before)}, ${json(entry.after)},
        ${ctx.client.ip}, ${ctx.client.userAgent.slice(0, 400)}, ${ctx.requestId})`);
  }
}

const json = (value: object | undefined): string | null => (value === undefined ? null : JSON.stringify(value));
