import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { EventHandlers, type AnnouncedEvent } from '../../../platform/events/index.js';
import { Notices } from '../../../platform/notices/index.js';
import { recordsAssigned } from '../pools.events.js';

/** So many records are named in a notice; the list behind it shows the rest. */
const NAMED = 20;

interface Share extends Record<string, unknown> {
  employeeId: string;
  actorName: string;
  count: number;
  recordIds: string[];
}

/** Tells people what somebody else has given them, in one notice however many records it was. */
@Injectable()
export class AssignmentNotices implements OnModuleInit {
  constructor(
    private readonly handlers: EventHandlers,
    private readonly notices: Notices,
  ) {}

  onModuleInit(): void {
    this.handlers.on(recordsAssigned, 'pools.tellNewOwners', (ctx, event) => this.tell(ctx, event));
  }

  /** The ledger says who got what: by the time of the handler a record may have moved on. */
  private async tell(
    ctx: Ctx,
    { id, at, actorId, payload }: AnnouncedEvent<{ object: string; ids: string[]; kind: 'assigned' | 'transferred' }>,
  ): Promise<void> {
    const { object, ids, kind } = payload;
    const shares = await ctx.db.query<Share>(sql`
      SELECT l.to_owner_id AS "employeeId", coalesce(a.name, '') AS "actorName", count(*) AS count, (array_agg(l.record_id ORDER BY l.id))[1:${NAMED}::integer] AS "recordIds"
      FROM ownership_ledger l LEFT JOIN employees a ON a.tenant_id = l.tenant_id AND a.id = l.actor_id
      WHERE l.record_id = ANY (${ids}::uuid[]) AND l.at = ${at}::timestamptz AND l.kind = ${kind} AND l.to_owner_id IS DISTINCT FROM ${actorId}::uuid
        AND l.to_owner_id IS NOT NULL
      GROUP BY l.to_owner_id, a.name`);
    await this.notices.send(
      ctx,
      shares.map(({ employeeId, ...content }) => ({
        employeeId,
        kind: kind === 'assigned' ? ('recordsAssigned' as const) : ('recordsTransferred' as const),
        key: `given:${id}`,
        content: { object, ...content },
      })),
    );
  }
}
