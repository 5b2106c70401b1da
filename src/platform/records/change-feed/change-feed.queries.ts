import { Injectable } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../context/ctx.js';
import type { Changes } from '../history.js';
import type { FeedHorizon, FeedPosition } from './change-cursor.js';

/** A line of the history. */
export interface ChangeRow extends Record<string, unknown> {
  id: string;
  transactionId: number;
  recordId: string;
  operation: 'created' | 'changed' | 'deleted';
  at: string;
  version: number;
  actorId: string | null;
  origin: string;
  changes: Changes | null;
}

@Injectable()
export class ChangeFeedQueries {
  horizon(ctx: Ctx, object: string): Promise<FeedHorizon> {
    return ctx.db.one<FeedHorizon & Record<string, unknown>>(sql`
      SELECT horizon, database, (SELECT max(r.transaction_id) FROM crm_resets r
        WHERE r.tenant_id = ${ctx.tenantId}::uuid AND r.status = 'done' AND ${object} = ANY (r.objects)) AS "resetAt"
      FROM change_feed_horizon()`);
  }

  /** In the order of transactions, behind the position and before the horizon. Index: record_changes_feed. */
  page(ctx: Ctx, object: string, position: FeedPosition, horizon: number, count: number): Promise<ChangeRow[]> {
    return ctx.db.query<ChangeRow>(sql`
      SELECT c.id, c.transaction_id AS "transactionId", c.record_id AS "recordId", c.operation, c.at, c.version, c.actor_id AS "actorId", c.origin, c.changes
      FROM record_changes c
      WHERE c.tenant_id = ${ctx.tenantId}::uuid AND c.object = ${object} AND ${behind(position)} AND c.transaction_id < ${horizon}::bigint
      ORDER BY c.transaction_id, c.id LIMIT ${raw(String(count))}`);
  }
}

const behind = ({ transactionId, changeId }: FeedPosition): Sql =>
  changeId === null
    ? sql`c.transaction_id >= ${transactionId}::bigint`
    : sql`(c.transaction_id, c.id) > (${transactionId}::bigint, ${changeId}::uuid)`;
