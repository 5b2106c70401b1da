import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AuditLog } from '../audit/index.js';
import type { Ctx } from '../context/ctx.js';
import { newId } from '../database/ids.js';
import { validationFailed } from '../errors/index.js';
import { text } from '../i18n/locale.js';
import { ResetAdministrators } from './reset-administrators.js';
import { resetConsentRefused, resetNeedsSecond, resetNotConfirmed, resetNotOpen } from './reset.errors.js';
import { resetConsented } from './reset.events.js';
import type { CreateResetRequest } from './reset.requests.js';
import { ResetRows, type ResetRow } from './reset-rows.js';
import { ResetSteps } from './reset-steps.js';
import type { ResetListView, ResetView } from './reset.view.js';

/** Somebody must consent within this time. */
const OPEN_MS = 72 * 3_600_000;
/** Between consent and beginning anybody may still stop it; the table holds it too. */
const WAIT_MS = 3_600_000;
const LISTED = 50;
const NO_KIND = text('不能清空此类数据', 'There is no such kind of data to reset.');

/** Asking for a reset of CRM data, and what the other administrators have to say to it (OPS-03). */
@Injectable()
export class Resets {
  constructor(
    private readonly rows: ResetRows,
    private readonly steps: ResetSteps,
    private readonly administrators: ResetAdministrators,
    private readonly audit: AuditLog,
  ) {}

  /** @throws resetNotConfirmed, validationFailed, resetNeedsSecond, resetUnderway */
  async create(ctx: Ctx, { confirmation, kinds, reason }: CreateResetRequest): Promise<ResetView> {
    await this.confirm(ctx, confirmation);
    const known = await this.steps.kinds(ctx);
    const unknown = kinds.flatMap((kind, n) => (known.some((each) => each.kind === kind) ? [] : [`/kinds/${n}`]));
    if (unknown.length > 0)
      throw validationFailed(
        {},
        unknown.map((pointer) => ({ pointer, code: 'NOT_ALLOWED', message: NO_KIND })),
      );
    await this.rows.expire(ctx);
    const eligibleIds = (await this.administrators.all(ctx)).filter((id) => id !== ctx.actor.employeeId);
    if (eligibleIds.length === 0) throw resetNeedsSecond();
    const id = newId();
    const objects = known.filter(({ kind }) => kinds.includes(kind)).flatMap((each) => each.objects);
    const expiresAt = new Date(ctx.now.getTime() + OPEN_MS);
    await this.rows.insert(ctx, { id, kinds, objects, reason, eligibleIds, expiresAt });
    await this.note(ctx, 'resetRequested', id, { kinds, reason });
    await this.administrators.tell(ctx, 'dataResetRequested', { resetId: id, expiresAt: expiresAt.toISOString() });
    return this.get(ctx, id);
  }

  async list(ctx: Ctx): Promise<ResetListView> {
    const rows = await this.rows.newest(ctx, LISTED);
    return { items: rows.map((row) => view(ctx, row)), page: { nextCursor: null, hasMore: false } };
  }

  async get(ctx: Ctx, id: string): Promise<ResetView> {
    return view(ctx, await this.rows.get(ctx, id));
  }

  /** @throws resetNotFound, resetNotConfirmed, resetConsentRefused, resetNotOpen */
  async consent(ctx: Ctx, id: string, confirmation: string): Promise<ResetView> {
    const { eligibleIds } = await this.rows.get(ctx, id);
    await this.confirm(ctx, confirmation);
    if (!eligibleIds.includes(ctx.actor.employeeId)) throw resetConsentRefused();
    const startsAt = new Date(ctx.now.getTime() + WAIT_MS);
    if (!(await this.rows.decide(ctx, id, 'consented', startsAt))) throw resetNotOpen();
    ctx.emit(resetConsented({ resetId: id }));
    await this.note(ctx, 'resetConsented', id, { startsAt: startsAt.toISOString() });
    await this.administrators.tell(ctx, 'dataResetConsented', { resetId: id, startsAt: startsAt.toISOString() });
    return this.get(ctx, id);
  }

  /** Says no; whoever asked for it withdraws instead. @throws resetNotFound, resetConsentRefused, resetNotOpen */
  async reject(ctx: Ctx, id: string): Promise<ResetView> {
    const { createdBy } = await this.rows.get(ctx, id);
    if (createdBy === ctx.actor.employeeId) throw resetConsentRefused();
    if (!(await this.rows.decide(ctx, id, 'rejected', null))) throw resetNotOpen();
    return this.ended(ctx, id, 'resetRejected');
  }

  /** Anybody who may have data reset may stop it until it begins. @throws resetNotFound, resetNotOpen */
  async withdraw(ctx: Ctx, id: string): Promise<ResetView> {
    await this.rows.get(ctx, id);
    if (!(await this.rows.withdraw(ctx, id))) throw resetNotOpen();
    return this.ended(ctx, id, 'resetWithdrawn');
  }

  private async ended(ctx: Ctx, id: string, action: 'resetRejected' | 'resetWithdrawn'): Promise<ResetView> {
    await this.note(ctx, action, id);
    await this.administrators.tell(ctx, 'dataResetEnded', { resetId: id });
    return this.get(ctx, id);
  }

  private async confirm(ctx: Ctx, confirmation: string): Promise<void> {
    const meant = await ctx.db.maybe(sql`SELECT FROM enterprises e
      WHERE e.tenant_id = ${ctx.tenantId} AND ${confirmation.trim()} IN (e.name, e.code)`);
    if (!meant) throw resetNotConfirmed();
  }

  private async note(ctx: Ctx, action: string, objectId: string, summary: Record<string, unknown> = {}): Promise<void> {
    await this.audit.record(ctx, { action: `enterpriseData.${action}`, object: 'enterpriseData', objectId, summary });
  }
}

function view({ now }: Ctx, kept: ResetRow): ResetView {
  const { eligibleIds: _, removed, status, ...row } = kept;
  const isOver = status === 'requested' && new Date(row.expiresAt) <= now;
  return {
    ...row,
    status: isOver ? 'expired' : status,
    removed: Object.entries(removed).map(([table, count]) => ({ table, count })),
  };
}
