import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { isId } from '../../../platform/database/ids.js';
import { signInAlertNotFound } from '../identity.errors.js';
import { SignInQueries } from './sign-in.queries.js';
import type { SignInAlertSummaryView, SignInAlertView } from './sign-ins.view.js';

/** What was unusual about sign-ins, until somebody has looked at it (ACC-09). */
@Injectable()
export class SignInAlerts {
  constructor(
    private readonly queries: SignInQueries,
    private readonly audit: AuditLog,
  ) {}

  async get(ctx: Ctx, id: string): Promise<SignInAlertView> {
    const alert = isId(id) ? await this.queries.alert(ctx, id) : undefined;
    if (!alert) throw signInAlertNotFound();
    return alert;
  }

  async summary(ctx: Ctx): Promise<SignInAlertSummaryView> {
    const kinds = await this.queries.counts(ctx);
    return { open: kinds.reduce((sum, { open }) => sum + open, 0), kinds };
  }

  async acknowledge(ctx: Ctx, id: string, note: string | null): Promise<SignInAlertView> {
    const before = await this.get(ctx, id);
    if (before.status === 'acknowledged') return before;
    await this.queries.acknowledge(ctx, id, note);
    await this.audit.record(ctx, {
      action: 'signInAlert.acknowledged',
      object: 'employee',
      objectId: before.signIn.employeeId,
      summary: { alertId: id, kind: before.kind, employeeName: before.signIn.employeeName, note },
    });
    return this.get(ctx, id);
  }
}
