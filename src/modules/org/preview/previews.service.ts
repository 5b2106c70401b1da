import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AuditLog } from '../../../platform/audit/index.js';
import { AccessTokens } from '../../../platform/auth/access-tokens.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { isId, newId } from '../../../platform/database/ids.js';
import { JobHandlers, type JobRun } from '../../../platform/jobs/index.js';
import { EmployeeQueries } from '../employee/employee.queries.js';
import { previewNotFound, statusNotAllowed } from '../org.errors.js';
import type { PreviewView } from './preview.view.js';
import { PreviewRules } from './preview-rules.js';

const SECONDS = 15 * 60;
const EXPIRY = 'org.previewExpiry';

interface Preview extends Record<string, unknown> {
  id: string;
  employeeId: string;
  employeeName: string;
  actorId: string;
}

/** Administrators look at the program as somebody else would see it, and the audit log says so (PERM-10). */
@Injectable()
export class PreviewsService implements OnModuleInit {
  constructor(
    private readonly employees: EmployeeQueries,
    private readonly rules: PreviewRules,
    private readonly tokens: AccessTokens,
    private readonly audit: AuditLog,
    private readonly jobs: JobHandlers,
  ) {}

  onModuleInit(): void {
    this.jobs.register({ kind: EXPIRY, run: (job) => this.expire(job) });
  }

  /** @throws Problem EMPLOYEE_NOT_FOUND, EMPLOYEE_STATUS_NOT_ALLOWED, PREVIEW_EXCEEDS_OWN */
  async start(ctx: Ctx, employeeId: string): Promise<PreviewView> {
    const { accountId, status, name } = await this.employees.lock(ctx, employeeId);
    if (status !== 'active' || accountId === null) throw statusNotAllowed();
    await this.rules.check(ctx, employeeId);
    const { actor, tenantId, now } = ctx;
    const id = newId();
    const expiresAt = new Date(now.getTime() + SECONDS * 1000);
    await ctx.db.run(sql`INSERT INTO previews (tenant_id, id, employee_id, actor_id, session_id, started_at, expires_at)
      VALUES (${tenantId}, ${id}, ${employeeId}, ${actor.employeeId}, ${actor.sessionId}, ${now}, ${expiresAt})`);
    ctx.enqueue({ kind: EXPIRY, input: { previewId: id }, startAfter: expiresAt });
    await this.record(ctx, 'preview.started', { id, employeeId, employeeName: name, actorId: actor.employeeId }, { expiresAt });
    const accessToken = this.tokens.issue(
      { accountId, tenantId, employeeId, sessionId: actor.sessionId! },
      { id, actor: { sub: actor.accountId, eid: actor.employeeId }, seconds: SECONDS },
    );
    return { id, employeeId, employeeName: name, accessToken, tokenType: 'Bearer', expiresAt: expiresAt.toISOString() };
  }

  /**
   * Ends a preview of one's own.
   * @throws Problem PREVIEW_NOT_FOUND for anybody else's, and for one that is over
   */
  async end(ctx: Ctx, id: string): Promise<void> {
    const ended = isId(id) ? await this.close(ctx, id, ctx.actor.employeeId) : undefined;
    if (!ended) throw previewNotFound();
    await this.record(ctx, 'preview.ended', ended, { reason: 'ended' });
  }

  /** Logs the end of a preview that nobody ended; its token has expired by itself. */
  private async expire(job: JobRun): Promise<void> {
    await job.unit(async (ctx) => {
      const ended = await this.close(ctx, job.input.previewId as string, job.requestedBy);
      if (ended) await this.record(ctx, 'preview.ended', ended, { reason: 'expired' });
    });
  }

  private close(ctx: Ctx, id: string, actorId: string | null): Promise<Preview | undefined> {
    return ctx.db.maybe<Preview>(sql`
      UPDATE previews p SET ended_at = least(${ctx.now}::timestamptz, p.expires_at) FROM employees e
      WHERE p.tenant_id = ${ctx.tenantId} AND p.id = ${id} AND p.actor_id = ${actorId} AND p.ended_at IS NULL
        AND e.tenant_id = p.tenant_id AND e.id = p.employee_id
      RETURNING p.id, p.employee_id AS "employeeId", e.name AS "employeeName", p.actor_id AS "actorId"`);
  }

  private async record(ctx: Ctx, action: string, preview: Preview, more: Record<string, unknown>): Promise<void> {
    const { id, employeeId, employeeName } = preview;
    await this.audit.record(ctx, {
      action,
      object: 'employee',
      objectId: employeeId,
      summary: { previewId: id, employeeName, actorName: ctx.actor.name, ...more },
    });
  }
}
