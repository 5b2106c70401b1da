import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/index.js';
import type { Ctx } from '../context/ctx.js';
import { SYSTEM_EMPLOYEE_ID } from '../jobs/index.js';
import { Notices, type NoticeKind } from '../notices/index.js';

/** What is said at the end of an import or export. */
export interface RunReport {
  /** For the audit log: `lead.imported`. */
  action: string;
  object: string;
  summary: Record<string, unknown>;
  /** For the inbox of whoever asked for it. */
  notice: { kind: NoticeKind; key: string; content: Record<string, unknown> };
}

/** Writes the end of long work into the audit log and, if a person asked for it, into their inbox. */
@Injectable()
export class RunReports {
  constructor(
    private readonly audit: AuditLog,
    private readonly notices: Notices,
  ) {}

  async finished(ctx: Ctx, { action, object, summary, notice }: RunReport): Promise<void> {
    await this.audit.record(ctx, { action, object, summary });
    const { employeeId } = ctx.actor;
    if (employeeId !== SYSTEM_EMPLOYEE_ID) await this.notices.send(ctx, [{ employeeId, ...notice }]);
  }
}
