import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Notices } from '../../../platform/notices/index.js';

/** So many records are named in a digest; the list behind it shows the rest. */
const NAMED = 20;

interface ReclaimDigest extends Record<string, unknown> {
  employeeId: string;
  count: number;
  poolNames: string[];
  recordIds: string[];
}

/** Tells people what was taken from them: one digest, not a line per record. */
@Injectable()
export class ReclaimNotices {
  constructor(private readonly notices: Notices) {}

  /** One digest per former owner of a run; repeated, it says nothing twice. */
  async tellOwners(ctx: Ctx, object: string, runId: string): Promise<void> {
    const digests = await ctx.db.query<ReclaimDigest>(sql`
      SELECT l.from_owner_id AS "employeeId", count(*) AS count, array_agg(DISTINCT p.name) AS "poolNames", (array_agg(l.record_id ORDER BY l.id))[1:${NAMED}::integer] AS "recordIds"
      FROM ownership_ledger l JOIN pools p ON p.tenant_id = l.tenant_id AND p.id = l.to_pool_id
      WHERE l.run_id = ${runId}::uuid AND l.object = ${object} AND l.from_owner_id IS NOT NULL GROUP BY l.from_owner_id`);
    await this.notices.send(
      ctx,
      digests.map(({ employeeId, ...content }) => ({
        employeeId,
        kind: 'reclaimDigest',
        key: `reclaimed:${object}:${runId}`,
        content: { object, ...content },
      })),
    );
  }
}
