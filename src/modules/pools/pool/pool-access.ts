import { Injectable } from '@nestjs/common';
import sql, { empty } from 'sql-template-tag';
import { scoped } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { forbidden, versionMismatch } from '../../../platform/errors/index.js';
import { poolNotFound } from '../pools.errors.js';
import { poolPolicy } from '../pools.policy.js';

/** A pool as it is made. */
export interface NewPool {
  id: string;
  object: string;
  name: string;
  description: string | null;
  departmentId: string | null;
  hiddenFields: string[];
  maskedFields: string[];
  position: number;
}

/** A pool as its settings are kept. */
export interface PoolRow extends NewPool {
  status: 'active' | 'disabled';
  version: number;
}

export interface PoolAccessOptions {
  /** Locks the pool until the transaction ends: changes of it and of its rules wait for each other. */
  lock?: boolean;
  /** The version that the change is based on. */
  expected?: number | undefined;
}

/** The door to single pools: what the actor may not know of does not exist. */
@Injectable()
export class PoolAccess {
  /** @throws poolNotFound, forbidden, versionMismatch */
  async find(ctx: Ctx, action: string, id: string, { lock = false, expected }: PoolAccessOptions = {}): Promise<PoolRow> {
    const pool = await ctx.db.maybe<PoolRow & { permitted?: boolean } & Record<string, unknown>>(sql`
      SELECT r.id, r.object, r.name, r.description, r.status, r.department_id AS "departmentId", r.hidden_fields AS "hiddenFields",
        r.masked_fields AS "maskedFields", r.position, r.version, (${scoped(ctx, action, poolPolicy)}) IS TRUE AS permitted
      FROM pools r WHERE r.id = ${id}::uuid AND ${scoped(ctx, 'read', poolPolicy)} ${lock ? sql`FOR UPDATE OF r` : empty}`);
    if (!pool) throw poolNotFound();
    if (!pool.permitted) throw forbidden();
    if (expected !== undefined && pool.version !== expected) throw versionMismatch({ currentVersion: pool.version });
    delete pool.permitted;
    return pool;
  }

  /** Whether the actor may do this to a pool that they know of. */
  async permits(ctx: Ctx, action: string, id: string): Promise<boolean> {
    const found = await ctx.db.maybe(sql`SELECT FROM pools r WHERE r.id = ${id}::uuid AND ${scoped(ctx, action, poolPolicy)}`);
    return found !== undefined;
  }
}
