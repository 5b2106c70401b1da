import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { isId } from '../../../platform/database/ids.js';
import { forbidden, referenceInvalid, type Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { grantExceedsOwn } from '../org.errors.js';
import { Administrators } from '../role/administrators.js';
import { GrantRules } from '../role/grant-rules.js';
import { joinRequestDecided, joinRequestNotFound } from './invitation.errors.js';
import { joinRequestDecidedEvent } from './invitation.events.js';
import { JoinRequestQueries } from './join-request.queries.js';
import type { DecideJoinRequestRequest, ListJoinRequestsRequest } from './join-request.requests.js';
import type { JoinRequestListView, JoinRequestView } from './join-request.view.js';

/** Letting in those who accepted an invitation, or not (ACC-08). */
@Injectable()
export class JoinRequestsService {
  constructor(
    private readonly queries: JoinRequestQueries,
    private readonly audit: AuditLog,
    private readonly grants: GrantRules,
    private readonly administrators: Administrators,
  ) {}

  async list(ctx: Ctx, request: ListJoinRequestsRequest): Promise<JoinRequestListView> {
    const { limit = 20 } = request;
    const rows = await this.queries.list(ctx, request);
    const items = rows.slice(0, limit);
    const hasMore = rows.length > limit;
    return { items, page: { nextCursor: hasMore ? items.at(-1)!.id : null, hasMore } };
  }

  /**
   * Approves with department and roles, or rejects. A rejected person counts as one who has left and may be invited again.
   * @throws Problem JOIN_REQUEST_NOT_FOUND, JOIN_REQUEST_DECIDED, REFERENCE_INVALID, FORBIDDEN, GRANT_EXCEEDS_OWN
   */
  async decide(ctx: Ctx, id: string, request: DecideJoinRequestRequest): Promise<JoinRequestView> {
    const found = await this.get(ctx, id);
    const approved = request.decision === 'approve';
    if (approved) await this.assertPossible(ctx, request);
    if (!(await this.queries.decide(ctx, id, approved ? 'approved' : 'rejected', request.reason ?? null)))
      throw joinRequestDecided();
    const { employeeId } = found;
    if (!(await this.queries.settle(ctx, employeeId, approved ? 'active' : 'left', request.superiorId ?? null)))
      throw joinRequestDecided();
    if (approved) await this.queries.place(ctx, employeeId, request.departmentId!, request.roleIds ?? []);
    await this.record(ctx, found, request);
    ctx.emit(joinRequestDecidedEvent({ joinRequestId: id, employeeId, approved }));
    return this.get(ctx, id);
  }

  private async get(ctx: Ctx, id: string): Promise<JoinRequestView> {
    const found = isId(id) ? await this.queries.get(ctx, id) : undefined;
    if (!found) throw joinRequestNotFound();
    return found;
  }

  /** Roles are power: whoever may not give them may not give them by way of an approval. */
  private async assertPossible(ctx: Ctx, request: DecideJoinRequestRequest): Promise<void> {
    if ((request.roleIds ?? []).length > 0 && !ctx.ability.can('assign', 'role')) throw forbidden();
    const { department, superior, roles } = await this.queries.missing(ctx, request);
    const issues: Issue[] = roles.map((id) => unknown(`/roleIds/${request.roleIds!.indexOf(id)}`));
    if (department) issues.push(unknown('/departmentId'));
    if (superior) issues.push(unknown('/superiorId'));
    if (issues.length > 0) throw referenceInvalid({}, issues);
    await this.mayGive(ctx, request.roleIds ?? []);
  }

  private async mayGive(ctx: Ctx, roleIds: string[]): Promise<void> {
    if (roleIds.length === 0 || (await this.administrators.includeActor(ctx))) return;
    const roles = await this.queries.roles(ctx, roleIds);
    if (roles.some((role) => this.grants.storedExceeds(ctx, role))) throw grantExceedsOwn();
  }

  private async record(ctx: Ctx, { id, employeeId, name }: JoinRequestView, request: DecideJoinRequestRequest): Promise<void> {
    const { decision, departmentId, roleIds, superiorId, reason } = request;
    await this.audit.record(ctx, {
      action: decision === 'approve' ? 'joinRequest.approved' : 'joinRequest.rejected',
      object: 'employee',
      objectId: employeeId,
      before: { status: 'pending' },
      after: decision === 'approve' ? { status: 'active', departmentId, roleIds, superiorId } : { status: 'left' },
      summary: { joinRequestId: id, name, reason },
    });
  }
}

const unknown = (pointer: string): Issue => ({
  pointer,
  code: 'NOT_FOUND',
  message: text('不存在', 'There is no such thing here.'),
});
