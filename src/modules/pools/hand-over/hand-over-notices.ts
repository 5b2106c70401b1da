import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Notices } from '../../../platform/notices/index.js';

/** So many records are named in a digest; the list behind it shows the rest. */
const NAMED = 20;

/** What one person or pool got of a run. */
export interface Share extends Record<string, unknown> {
  employeeId: string | null;
  poolId: string | null;
  count: number;
  recordIds: string[];
}

/** Tells people what they have taken over from somebody who left: one digest, not a line per record. */
@Injectable()
export class HandOverNotices {
  constructor(private readonly notices: Notices) {}

  /** Reads the shares of a run from the ledger; repeated, it tells nobody twice. Index: ownership_ledger_run. */
  async tell(ctx: Ctx, object: string, from: string, runId: string): Promise<Share[]> {
    const shares = await ctx.db.query<Share>(sql`
      SELECT l.to_owner_id AS "employeeId", l.to_pool_id AS "poolId", count(*) AS count, (array_agg(l.record_id ORDER BY l.id))[1:${NAMED}::integer] AS "recordIds"
      FROM ownership_ledger l WHERE l.run_id = ${runId}::uuid AND l.object = ${object} GROUP BY l.to_owner_id, l.to_pool_id ORDER BY 1, 2`);
    const leaver = await ctx.db.one<{ name: string }>(sql`SELECT name FROM employees WHERE id = ${from}::uuid`);
    await this.notices.send(
      ctx,
      shares.flatMap(({ employeeId, count, recordIds }) =>
        employeeId === null || employeeId === ctx.actor.employeeId
          ? []
          : [
              {
                employeeId,
                kind: 'recordsHandedOver' as const,
                key: `handedOver:${object}:${runId}`,
                content: { object, fromName: leaver.name, count, recordIds },
              },
            ],
      ),
    );
    return shares;
  }
}
