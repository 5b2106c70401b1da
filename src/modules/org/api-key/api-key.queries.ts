import { Injectable } from '@nestjs/common';
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import { prefixOf } from '../../../platform/auth/api-key/api-key.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { isId } from '../../../platform/database/ids.js';
import { apiKeyNotFound } from '../org.errors.js';
import type { ApiKeyView } from './api-key.view.js';

/** What can be changed of a key. */
export interface ApiKeyFacts {
  name: string;
  scopes: string[];
  allowedRanges: string[];
  rateLimit: number;
  expiresAt: string | null;
}

const COLUMNS: Sql = raw(`k.id, e.name, k.ending, k.scopes, k.ranges AS "allowedRanges", k.rate_limit AS "rateLimit",
  k.expires_at AS "expiresAt", k.last_used_at AS "lastUsedAt", k.last_used_ip AS "lastUsedIp", k.created_at AS "createdAt",
  c.name AS "createdByName", k.version,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) ORDER BY r.name)
    FROM employee_roles er JOIN roles r ON r.tenant_id = er.tenant_id AND r.id = er.role_id
    WHERE er.tenant_id = k.tenant_id AND er.employee_id = k.id), '[]') AS roles`);

/** Keys and the services behind them: a key's row and its service's have one id. */
@Injectable()
export class ApiKeyQueries {
  /** Newest first; an enterprise has few. */
  async list(ctx: Ctx, id?: string): Promise<ApiKeyView[]> {
    const rows = await ctx.db.query<ApiKeyView & Record<string, unknown>>(sql`
      SELECT ${COLUMNS}, CASE WHEN k.old_until > ${ctx.now}::timestamptz THEN k.old_until END AS "oldSecretUntil",
        CASE WHEN e.status = 'left' THEN 'revoked' WHEN e.status = 'suspended' THEN 'disabled'
          WHEN k.expires_at <= ${ctx.now}::timestamptz THEN 'expired' ELSE 'active' END AS status
      FROM api_keys k
      JOIN employees e ON e.tenant_id = k.tenant_id AND e.id = k.id
      LEFT JOIN employees c ON c.tenant_id = k.tenant_id AND c.id = k.created_by
      WHERE k.tenant_id = ${ctx.tenantId} ${id === undefined ? empty : sql`AND k.id = ${id}`}
      ORDER BY k.id DESC`);
    return rows.map((row) => ({ ...row, prefix: prefixOf(ctx.tenantId, row.id) }));
  }

  /** @throws apiKeyNotFound */
  async get(ctx: Ctx, id: string): Promise<ApiKeyView> {
    const [found] = isId(id) ? await this.list(ctx, id) : [];
    if (!found) throw apiKeyNotFound();
    return found;
  }

  /** The key, locked until the transaction ends. @throws apiKeyNotFound */
  async lock(ctx: Ctx, id: string): Promise<ApiKeyView> {
    if (isId(id)) await ctx.db.query(sql`SELECT 1 FROM api_keys WHERE tenant_id = ${ctx.tenantId} AND id = ${id} FOR UPDATE`);
    return this.get(ctx, id);
  }

  async insert(ctx: Ctx, id: string, key: ApiKeyFacts, digest: Buffer, ending: string): Promise<void> {
    const me = ctx.actor.employeeId;
    await ctx.db.run(sql`
      INSERT INTO employees (tenant_id, id, kind, name, seat, status, created_at, created_by, updated_at, updated_by)
      VALUES (${ctx.tenantId}, ${id}, 'service', ${key.name}, 'office', 'active', ${ctx.now}, ${me}, ${ctx.now}, ${me})`);
    await ctx.db.run(sql`
      INSERT INTO api_keys (tenant_id, id, scopes, hash, ending, ranges, rate_limit, expires_at, created_at, created_by, updated_at, updated_by)
      VALUES (${ctx.tenantId}, ${id}, ${key.scopes}, ${digest}, ${ending}, ${key.allowedRanges}, ${key.rateLimit}, ${key.expiresAt},
        ${ctx.now}, ${me}, ${ctx.now}, ${me})`);
  }

  async update(ctx: Ctx, id: string, key: ApiKeyFacts): Promise<void> {
    await ctx.db.run(sql`
      UPDATE api_keys SET scopes = ${key.scopes}, ranges = ${key.allowedRanges}, rate_limit = ${key.rateLimit}, expires_at = ${key.expiresAt},
        version = version + 1, updated_at = ${ctx.now}, updated_by = ${ctx.actor.employeeId}
      WHERE tenant_id = ${ctx.tenantId} AND id = ${id}`);
  }

  /** The service's name and whether it may act; left is for ever. */
  async updateService(ctx: Ctx, id: string, name: string, status: 'active' | 'suspended' | 'left'): Promise<void> {
    await ctx.db.run(sql`
      UPDATE employees SET name = ${name}, status = ${status}, version = version + 1, updated_at = ${ctx.now}, updated_by = ${ctx.actor.employeeId}
      WHERE tenant_id = ${ctx.tenantId} AND id = ${id} AND (name, status) IS DISTINCT FROM (${name}, ${status})`);
  }

  /** A new secret; the one so far is good until that time. */
  async rotate(ctx: Ctx, id: string, digest: Buffer, ending: string, oldUntil: Date): Promise<void> {
    await ctx.db.run(sql`
      UPDATE api_keys SET old_hash = hash, old_until = ${oldUntil}, hash = ${digest}, ending = ${ending},
        version = version + 1, updated_at = ${ctx.now}, updated_by = ${ctx.actor.employeeId}
      WHERE tenant_id = ${ctx.tenantId} AND id = ${id}`);
  }

  async replaceRoles(ctx: Ctx, id: string, roleIds: string[]): Promise<void> {
    await ctx.db.run(sql`DELETE FROM employee_roles
      WHERE tenant_id = ${ctx.tenantId} AND employee_id = ${id} AND role_id <> ALL (${roleIds}::uuid[])`);
    await ctx.db.run(sql`INSERT INTO employee_roles (tenant_id, employee_id, role_id)
      SELECT ${ctx.tenantId}, ${id}, r.id FROM unnest(${roleIds}::uuid[]) AS r (id) ON CONFLICT DO NOTHING`);
  }
}
