import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { ProblemKind } from '../../../platform/errors/index.js';
import { RecordReader, withMerged } from '../../../platform/records/index.js';
import type { Poolable } from '../poolable.js';
import type { OwnershipLineView } from './ownership.view.js';

/** Reads the ledger of a record, newest first (LEAD-08). */
@Injectable()
export class OwnershipHistory {
  constructor(private readonly reader: RecordReader) {}

  /** The last 500 lines, with those of records that were merged into it. */
  async of(ctx: Ctx, { descriptor }: Poolable, id: string, missing: ProblemKind): Promise<OwnershipLineView[]> {
    await this.reader.permit(ctx, descriptor, 'read', id, missing, { lock: false });
    const ids = await withMerged(ctx, descriptor, id);
    const lines = await ctx.db.query<OwnershipLineView & Record<string, unknown>>(sql`
      SELECT l.id, l.record_id AS "recordId", l.kind, l.at, l.actor_id AS "actorId", a.name AS "actorName",
        l.from_owner_id AS "fromOwnerId", fo.name AS "fromOwnerName", l.to_owner_id AS "toOwnerId", t.name AS "toOwnerName",
        l.from_pool_id AS "fromPoolId", fp.name AS "fromPoolName", l.to_pool_id AS "toPoolId", tp.name AS "toPoolName",
        l.reason, l.rule_id AS "ruleId", pr.number AS "ruleNumber", l.rule_key AS "ruleKey"
      FROM ownership_ledger l
      LEFT JOIN employees a ON a.tenant_id = l.tenant_id AND a.id = l.actor_id
      LEFT JOIN employees fo ON fo.tenant_id = l.tenant_id AND fo.id = l.from_owner_id
      LEFT JOIN employees t ON t.tenant_id = l.tenant_id AND t.id = l.to_owner_id
      LEFT JOIN pools fp ON fp.tenant_id = l.tenant_id AND fp.id = l.from_pool_id
      LEFT JOIN pools tp ON tp.tenant_id = l.tenant_id AND tp.id = l.to_pool_id
      LEFT JOIN pool_rules pr ON pr.tenant_id = l.tenant_id AND pr.id = l.rule_id
      WHERE l.record_id = ANY (${ids}::uuid[]) ORDER BY l.at DESC, l.id DESC LIMIT 500`);
    return lines.map((line) => withoutHidden(line, ctx.ability.hiddenFields(descriptor.object)));
  }
}

/** A role that hides owners or pools hides them in the history as well. */
function withoutHidden(line: OwnershipLineView, hidden: ReadonlySet<string>): OwnershipLineView {
  const noOwner = { fromOwnerId: null, fromOwnerName: null, toOwnerId: null, toOwnerName: null };
  const noPool = { fromPoolId: null, fromPoolName: null, toPoolId: null, toPoolName: null };
  return { ...line, ...(hidden.has('ownerId') ? noOwner : {}), ...(hidden.has('poolId') ? noPool : {}) };
}
