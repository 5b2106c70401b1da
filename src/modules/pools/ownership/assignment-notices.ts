import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { EventHandlers, type AnnouncedEvent } from '../../../platform/events/index.js';
import { Notices, type NoticeKind } from '../../../platform/notices/index.js';
import { assignmentFinished, recordsAssigned } from '../pools.events.js';

/** So many records are named in a notice; the list behind it shows the rest. */
const NAMED = 20;

interface Share extends Record<string, unknown> {
  employeeId: string;
  actorName: string;
  count: number;
  recordIds: string[];
}

/** Tells people what somebody else, or a rule, has given them, in one notice however many records it was. */
@Injectable()
export class AssignmentNotices implements OnModuleInit {
  constructor(
    private readonly handlers: EventHandlers,
    private readonly notices: Notices,
  ) {}

  onModuleInit(): void {
    this.handlers.on(recordsAssigned, 'pools.tellNewOwners', (ctx, event) => this.tellOfPeople(ctx, event));
    this.handlers.on(assignmentFinished, 'pools.tellOwnersByRule', (ctx, { payload }) => this.tellOfRun(ctx, payload));
  }

  /** The ledger says who got what: by the time of the handler a record may have moved on. */
  private async tellOfPeople(
    ctx: Ctx,
    {
      id,
      at,
      actorId,
      payload,
    }: AnnouncedEvent<{ object: string; ids: string[]; kind: 'assigned' | 'transferred'; runId?: string }>,
  ): Promise<void> {
    const { object, ids, kind, runId } = payload;
    // a run tells once of all its batches, when it has finished
    if (runId !== undefined) return;
    const given = sql`l.record_id = ANY (${ids}::uuid[]) AND l.at = ${at}::timestamptz AND l.kind = ${kind} AND l.to_owner_id IS DISTINCT FROM ${actorId}::uuid`;
    await this.tell(ctx, object, kind === 'assigned' ? 'recordsAssigned' : 'recordsTransferred', `given:${id}`, given);
  }

  private async tellOfRun(ctx: Ctx, { object, runId }: { object: string; runId: string }): Promise<void> {
    const given = sql`l.run_id = ${runId}::uuid AND l.object = ${object} AND l.kind = 'assigned'`;
    await this.tell(ctx, object, 'recordsPlaced', `placed:${runId}`, given);
  }

  private async tell(ctx: Ctx, object: string, kind: NoticeKind, key: string, given: Sql): Promise<void> {
    const shares = await ctx.db.query<Share>(sql`
      SELECT l.to_owner_id AS "employeeId", coalesce(a.name, '') AS "actorName", count(*) AS count, (array_agg(l.record_id ORDER BY l.id))[1:${NAMED}::integer] AS "recordIds"
      FROM ownership_ledger l LEFT JOIN employees a ON a.tenant_id = l.tenant_id AND a.id = l.actor_id
      WHERE ${given} AND l.to_owner_id IS NOT NULL
      GROUP BY l.to_owner_id, a.name`);
    await this.notices.send(
      ctx,
      shares.map(({ employeeId, ...content }) => ({ employeeId, kind, key, content: { object, ...content } })),
    );
  }
}
