import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx, PublicCtx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { pinyinOf } from '../../../platform/text/index.js';
import type { Account } from '../../identity/index.js';
import { tenantOf, tokenDigest } from './invitation-token.js';
import { invitationInvalid } from './invitation.errors.js';
import type { InvitationKind } from './invitation.requests.js';

/** An invitation that can still be accepted. */
export interface OpenInvitation extends Record<string, unknown> {
  id: string;
  tenantId: string;
  kind: InvitationKind;
  address: string | null;
  expiresAt: string;
  enterpriseName: string;
  enterpriseLogo: string | null;
  zone: string;
  definitionsVersion: number;
  inviterName: string | null;
}

/** Whoever was found or made to wait. */
export interface Applicant {
  employeeId: string;
  status: string;
}

@Injectable()
export class AcceptanceQueries {
  /** Enters the token's enterprise and finds the invitation. @throws Problem INVITATION_INVALID */
  async open(call: PublicCtx, token: string): Promise<OpenInvitation> {
    const tenantId = tenantOf(token);
    if (tenantId === undefined) throw invitationInvalid();
    await call.db.query(sql`SELECT set_config('app.tenant_id', ${tenantId}, true), set_config('app.origin', 'api', true)`);
    const found = await call.db.maybe<OpenInvitation>(sql`
      SELECT i.id, i.tenant_id AS "tenantId", i.kind, i.address, i.expires_at AS "expiresAt", en.name AS "enterpriseName", en.logo AS "enterpriseLogo",
        en.time_zone AS zone, tv.definitions AS "definitionsVersion", e.name AS "inviterName"
      FROM invitations i
      JOIN enterprises en ON en.tenant_id = i.tenant_id AND en.status = 'active'
      JOIN tenant_versions tv ON tv.tenant_id = i.tenant_id
      LEFT JOIN employees e ON e.tenant_id = i.tenant_id AND e.id = i.created_by
      WHERE i.tenant_id = ${tenantId} AND i.token_hash = ${tokenDigest(token)}
        AND i.revoked_at IS NULL AND i.uses < i.max_uses AND i.expires_at > ${call.now}`);
    if (!found) throw invitationInvalid();
    return found;
  }

  /** Takes one use. Of several at the last one, the first wins and the others find none. @throws Problem INVITATION_INVALID */
  async use(ctx: PublicCtx, { tenantId, id }: OpenInvitation): Promise<void> {
    const used = await ctx.db.run(sql`UPDATE invitations SET uses = uses + 1
      WHERE tenant_id = ${tenantId} AND id = ${id} AND revoked_at IS NULL AND uses < max_uses AND expires_at > ${ctx.now}`);
    if (used === 0) throw invitationInvalid();
  }

  /** Gives the use back that `use` took: the person was here already. */
  async giveBack(ctx: PublicCtx, { tenantId, id }: OpenInvitation): Promise<void> {
    await ctx.db.run(sql`UPDATE invitations SET uses = uses - 1 WHERE tenant_id = ${tenantId} AND id = ${id}`);
  }

  /** The person's employee row here, or the one that an administrator has prepared for that phone. */
  employeeOf(ctx: Ctx, account: Account): Promise<Applicant | undefined> {
    return ctx.db.maybe<Applicant & Record<string, unknown>>(sql`
      SELECT id AS "employeeId", status FROM employees
      WHERE tenant_id = ${ctx.tenantId} AND (account_id = ${account.id}
        OR (account_id IS NULL AND status = 'invited' AND (phone = ${account.phone} OR email = ${account.email}::citext)))
      ORDER BY account_id NULLS LAST LIMIT 1 FOR UPDATE`);
  }

  /** A new employee who waits. A phone that a colleague's row has stays there: two rows cannot have it. */
  async addApplicant(ctx: Ctx, account: Account, name: string): Promise<string> {
    const id = newId();
    const { full, initials } = pinyinOf(name);
    await ctx.db.run(sql`
      INSERT INTO employees (tenant_id, id, account_id, name, name_pinyin, name_initials, phone, email, status, created_at, created_by, updated_at, updated_by)
      SELECT ${ctx.tenantId}::uuid, ${id}::uuid, ${account.id}::uuid, ${name}, ${full}, ${initials},
        CASE WHEN EXISTS (SELECT FROM employees WHERE tenant_id = ${ctx.tenantId}::uuid AND phone = ${account.phone} AND status <> 'left') THEN NULL ELSE ${account.phone} END,
        ${account.email}::citext, 'pending', ${ctx.now}::timestamptz, ${id}::uuid, ${ctx.now}::timestamptz, ${id}::uuid`);
    return id;
  }

  /** A prepared or a former employee waits anew. */
  async readmit(ctx: Ctx, employeeId: string, account: Account): Promise<void> {
    await ctx.db
      .run(sql`UPDATE employees SET status = 'pending', account_id = ${account.id}, version = version + 1, updated_at = ${ctx.now},
        phone = CASE WHEN EXISTS (SELECT FROM employees o WHERE o.tenant_id = employees.tenant_id AND o.phone = employees.phone AND o.id <> employees.id
          AND o.status <> 'left') THEN NULL ELSE phone END
      WHERE tenant_id = ${ctx.tenantId} AND id = ${employeeId}`);
  }

  async addRequest(ctx: Ctx, invitationId: string, employeeId: string): Promise<string> {
    const id = newId();
    await ctx.db.run(sql`INSERT INTO join_requests (tenant_id, id, invitation_id, employee_id, created_at)
      VALUES (${ctx.tenantId}, ${id}, ${invitationId}, ${employeeId}, ${ctx.now})`);
    return id;
  }
}
