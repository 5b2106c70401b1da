import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import { CONFIG } from '../../../platform/config/config.token.js';
import type { Config } from '../../../platform/config/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { isId, newId } from '../../../platform/database/ids.js';
import { referenceInvalid, tooManyRequests, validationFailed, type Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { channelOf, normaliseName } from '../../identity/index.js';
import { newInvitationToken, tokenDigest } from './invitation-token.js';
import { invitationNotFound } from './invitation.errors.js';
import { InvitationQueries, type NewInvitation } from './invitation.queries.js';
import type { CreateInvitationsRequest, ListInvitationsRequest } from './invitation.requests.js';
import type { InvitationListView, InvitationView, NewInvitationsView, RefusedAddressView } from './invitation.view.js';
import { SEND_INVITATIONS } from './invitation-sender.js';
import { invitationUrl } from './invitation-url.js';

const HOUR_MS = 3_600_000;
/** Messages of one enterprise in 24 hours: enough for its first day, too few for a spammer. */
const MESSAGES_A_DAY = 2000;
const ALREADY_EMPLOYED = text('已是本企业员工', 'Works here already.');

/** Inviting colleagues (ACC-08). */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly queries: InvitationQueries,
    private readonly audit: AuditLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async create(ctx: Ctx, request: CreateInvitationsRequest): Promise<NewInvitationsView> {
    const addresses = addressesOf(request);
    const { departmentId = null, expiresInHours = 168 } = request;
    if (departmentId !== null && !(await this.queries.hasDepartment(ctx, departmentId)))
      throw referenceInvalid({}, [unknownDepartment()]);
    const expiresAt = new Date(ctx.now.getTime() + expiresInHours * HOUR_MS);
    if (request.kind === 'link') return this.createLink(ctx, request.maxUses!, expiresAt, departmentId);
    return this.invite(ctx, addresses, expiresAt, departmentId);
  }

  async list(ctx: Ctx, request: ListInvitationsRequest): Promise<InvitationListView> {
    const { limit = 20 } = request;
    const rows = await this.queries.list(ctx, request);
    const items = rows.slice(0, limit);
    const hasMore = rows.length > limit;
    return { items, page: { nextCursor: hasMore ? items.at(-1)!.id : null, hasMore } };
  }

  /** Nobody can register by it any more; who has done so still waits. @throws Problem INVITATION_NOT_FOUND */
  async revoke(ctx: Ctx, id: string): Promise<void> {
    const revoked = isId(id) ? await this.queries.revoke(ctx, id) : undefined;
    if (!revoked) throw invitationNotFound();
    await this.audit.record(ctx, {
      action: 'invitation.revoked',
      object: 'invitation',
      objectId: id,
      summary: { address: revoked.address },
    });
  }

  private async createLink(ctx: Ctx, maxUses: number, expiresAt: Date, departmentId: string | null): Promise<NewInvitationsView> {
    const token = newInvitationToken(ctx.tenantId);
    const row: NewInvitation = {
      id: newId(),
      kind: 'link',
      address: null,
      tokenHash: tokenDigest(token).toString('hex'),
      maxUses,
    };
    const [invitation] = await this.queries.insert(ctx, [row], expiresAt, departmentId);
    await this.audit.record(ctx, {
      action: 'invitation.created',
      object: 'invitation',
      objectId: row.id,
      summary: { kind: 'link', maxUses, expiresAt },
    });
    return { items: [{ ...(invitation as InvitationView), token, url: invitationUrl(this.config, token) }], refused: [] };
  }

  private async invite(ctx: Ctx, addresses: string[], expiresAt: Date, departmentId: string | null): Promise<NewInvitationsView> {
    const employed = await this.queries.employed(ctx, addresses);
    const wanted = addresses.filter((address) => !employed.has(address));
    await this.assertWithinDailyLimit(ctx, wanted.length);
    const rows = wanted.map((address): NewInvitation => ({ id: newId(), kind: 'person', address, tokenHash: null, maxUses: 1 }));
    const items = rows.length === 0 ? [] : await this.queries.insert(ctx, rows, expiresAt, departmentId);
    if (rows.length > 0) {
      ctx.enqueue({ kind: SEND_INVITATIONS, input: { ids: rows.map(({ id }) => id) }, total: rows.length });
      await this.audit.record(ctx, {
        action: 'invitation.created',
        object: 'invitation',
        summary: { kind: 'person', addresses: wanted, expiresAt },
      });
    }
    const refused = addresses.filter((address) => employed.has(address)).map((address) => refusal(ctx, address));
    return { items: items.map((item) => ({ ...item, token: null, url: null })), refused };
  }

  private async assertWithinDailyLimit(ctx: Ctx, count: number): Promise<void> {
    const sent = await this.queries.countSentSince(ctx, new Date(ctx.now.getTime() - 24 * HOUR_MS));
    if (sent + count > MESSAGES_A_DAY) throw tooManyRequests({ retryAfter: 3600 });
  }
}

/** The addresses in one spelling, each once; all wrong ones are named at once. */
function addressesOf({ kind, addresses = [], maxUses }: CreateInvitationsRequest): string[] {
  const normalised = addresses.map(normaliseName);
  const issues: Issue[] = normalised.flatMap((address, index) => (isAddress(address) ? [] : [notAnAddress(index)]));
  if (kind === 'link' && addresses.length > 0) issues.push(misplaced('/addresses'));
  if (kind === 'person' && maxUses !== undefined) issues.push(misplaced('/maxUses'));
  if (issues.length > 0) throw validationFailed({}, issues);
  return [...new Set(normalised)];
}

const isAddress = (address: string): boolean =>
  address.length <= 254 && !/\p{C}/u.test(address) && channelOf(address) !== undefined;
const refusal = (ctx: Ctx, address: string): RefusedAddressView => ({
  address,
  code: 'ALREADY_EMPLOYED',
  detail: ALREADY_EMPLOYED[ctx.locale],
});
const notAnAddress = (index: number): Issue => ({
  pointer: `/addresses/${index}`,
  code: 'NOT_AN_ADDRESS',
  message: text('不是有效的手机号或邮箱', 'This is neither a phone number nor an e-mail address.'),
});
const misplaced = (pointer: string): Issue => ({
  pointer,
  code: 'NOT_ALLOWED',
  message: text('此类邀请不使用该字段', 'Invitations of this kind have no such field.'),
});
const unknownDepartment = (): Issue => ({
  pointer: '/departmentId',
  code: 'NOT_FOUND',
  message: text('部门不存在', 'There is no such department.'),
});
