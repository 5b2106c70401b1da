import { Injectable } from '@nestjs/common';
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { InvitationStatus, ListInvitationsRequest } from './invitation.requests.js';
import type { InvitationView } from './invitation.view.js';

/** What an invitation is made of. */
export interface NewInvitation {
  id: string;
  kind: 'person' | 'link';
  address: string | null;
  /** Hexadecimal; null where the job that sends it makes the token. */
  tokenHash: string | null;
  maxUses: number;
}

const statusAt = (now: Date): Sql => sql`CASE WHEN i.revoked_at IS NOT NULL THEN 'revoked' WHEN i.uses >= i.max_uses THEN 'used'
  WHEN i.expires_at <= ${now} THEN 'expired' ELSE 'open' END`;

const columns = (now: Date): Sql => sql`i.id, i.kind, i.address, i.department_id AS "departmentId", ${statusAt(now)} AS status,
  i.max_uses AS "maxUses", i.uses, i.expires_at AS "expiresAt", i.sent_at AS "sentAt", i.created_at AS "createdAt", i.created_by AS "createdBy"`;

/** The condition of a state, written so that no row's state is computed to find out. */
const CONDITIONS: Record<InvitationStatus, (now: Date) => Sql> = {
  open: (now) => sql`i.revoked_at IS NULL AND i.uses < i.max_uses AND i.expires_at > ${now}`,
  used: () => raw('i.revoked_at IS NULL AND i.uses >= i.max_uses'),
  expired: (now) => sql`i.revoked_at IS NULL AND i.uses < i.max_uses AND i.expires_at <= ${now}`,
  revoked: () => raw('i.revoked_at IS NOT NULL'),
};

type Row = InvitationView & Record<string, unknown>;

@Injectable()
export class InvitationQueries {
  /** Newest first, one more than the page holds. Index: the primary key. */
  list(ctx: Ctx, { filter, limit = 20, cursor }: ListInvitationsRequest): Promise<Row[]> {
    const { status } = filter ?? {};
    return ctx.db.query<Row>(sql`
      SELECT ${columns(ctx.now)} FROM invitations i
      WHERE i.tenant_id = ${ctx.tenantId} ${status === undefined ? empty : sql`AND ${CONDITIONS[status](ctx.now)}`}
        ${cursor === undefined ? empty : sql`AND i.id < ${cursor}::uuid`}
      ORDER BY i.id DESC LIMIT ${limit + 1}`);
  }

  /** Writes invitations; earlier ones to the same addresses are revoked, so that the latest message is the one that counts. */
  async insert(ctx: Ctx, rows: NewInvitation[], expiresAt: Date, departmentId: string | null): Promise<Row[]> {
    const addresses = rows.flatMap(({ address }) => (address === null ? [] : [address]));
    await ctx.db.run(sql`UPDATE invitations i SET revoked_at = ${ctx.now}
      WHERE i.tenant_id = ${ctx.tenantId} AND i.address = ANY (${addresses}) AND ${CONDITIONS.open(ctx.now)}`);
    return ctx.db.query<Row>(sql`
      INSERT INTO invitations AS i (tenant_id, id, kind, address, token_hash, department_id, max_uses, expires_at, created_at, created_by)
      SELECT ${ctx.tenantId}::uuid, r.id, r.kind, r.address, decode(r."tokenHash", 'hex'), ${departmentId}::uuid, r."maxUses", ${expiresAt}, ${ctx.now},
        ${ctx.actor.employeeId}::uuid
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (id uuid, kind text, address text, "tokenHash" text, "maxUses" integer)
      RETURNING ${columns(ctx.now)}`);
  }

  revoke(ctx: Ctx, id: string): Promise<Row | undefined> {
    return ctx.db.maybe<Row>(sql`UPDATE invitations i SET revoked_at = ${ctx.now}
      WHERE i.tenant_id = ${ctx.tenantId} AND i.id = ${id} AND i.revoked_at IS NULL RETURNING ${columns(ctx.now)}`);
  }

  /** Those of the addresses that belong to somebody who works here. */
  async employed(ctx: Ctx, addresses: string[]): Promise<Set<string>> {
    const rows = await ctx.db.query<{ address: string }>(sql`
      SELECT w.address FROM unnest(${addresses}::text[]) AS w (address)
      WHERE EXISTS (
        SELECT FROM employees e LEFT JOIN accounts a ON a.id = e.account_id
        WHERE e.tenant_id = ${ctx.tenantId} AND e.status IN ('active', 'pending', 'suspended')
          AND (e.phone = w.address OR e.email = w.address::citext OR a.phone = w.address OR a.email = w.address::citext))`);
    return new Set(rows.map(({ address }) => address));
  }

  /** How many messages this enterprise has had sent since. */
  async countSentSince(ctx: Ctx, since: Date): Promise<number> {
    const { count } = await ctx.db.one<{ count: number }>(sql`SELECT count(*) FROM invitations i
      WHERE i.tenant_id = ${ctx.tenantId} AND i.kind = 'person' AND i.created_at > ${since}`);
    return count;
  }

  async hasDepartment(ctx: Ctx, id: string): Promise<boolean> {
    return (await ctx.db.maybe(sql`SELECT FROM departments WHERE tenant_id = ${ctx.tenantId} AND id = ${id}`)) !== undefined;
  }
}
