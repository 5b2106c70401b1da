import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Attachments } from '../../../platform/files/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { FieldFiles } from '../../../platform/records/index.js';
import { Removables, type Removed } from '../../feed/index.js';
import { isPoolable, Reclaim } from '../../pools/index.js';
import { FOLLOW_UP, readable } from './follow-up.policy.js';
import type { LinkedIds } from './follow-up.queries.js';
import { followUpSubjects, type FollowUpSubject } from './follow-up-subject.js';

type Found = LinkedIds & { authorId: string; publishedAt: string };

/** Takes follow-ups away for who may (OPS-03): their records count and date the rest, and deadlines are reckoned anew. */
@Injectable()
export class RemovableFollowUps implements OnModuleInit {
  constructor(
    private readonly removables: Removables,
    private readonly reclaim: Reclaim,
    private readonly attachments: Attachments,
    private readonly fieldFiles: FieldFiles,
  ) {}

  onModuleInit(): void {
    this.removables.register({
      object: FOLLOW_UP,
      label: text('跟进记录', 'Follow-up'),
      remove: (ctx, id) => this.remove(ctx, id),
    });
  }

  private async remove(ctx: Ctx, id: string): Promise<Removed | undefined> {
    const found = await ctx.db.maybe<Found & Record<string, unknown>>(sql`
      SELECT f.lead_id, f.customer_id, f.created_by AS "authorId", f.at AS "publishedAt" FROM follow_ups f WHERE f.id = ${id}::uuid AND ${readable(ctx)}`);
    if (!found) return undefined;
    const records = followUpSubjects().flatMap((subject) => {
      const recordId = found[subject.column];
      return recordId ? [{ subject, recordId }] : [];
    });
    // whoever writes a follow-up holds its records too: their counts wait for each other
    for (const { subject, recordId } of records) await lock(ctx, subject, recordId);
    if ((await ctx.db.run(sql`DELETE FROM follow_ups f WHERE f.id = ${id}::uuid`)) === 0) return undefined;
    await this.forget(ctx, id);
    for (const { subject, recordId } of records) await this.recount(ctx, subject, recordId);
    await this.attachments.purge(ctx, await this.fieldFiles.placesOf(ctx, FOLLOW_UP), [id]);
    const { subject, recordId } = records[0]!;
    return { authorId: found.authorId, publishedAt: found.publishedAt, recordObject: subject.object, recordId };
  }

  /** What was removed is not to be read in its history either. */
  private async forget(ctx: Ctx, id: string): Promise<void> {
    await ctx.db
      .query(sql`SELECT erase_history(${FOLLOW_UP}, ARRAY[${id}::uuid], ARRAY(SELECT jsonb_object_keys(c.changes) FROM record_changes c
      WHERE c.object = ${FOLLOW_UP} AND c.record_id = ${id}::uuid), '{}', '')`);
  }

  private async recount(ctx: Ctx, { object, descriptor, column }: FollowUpSubject, recordId: string): Promise<void> {
    await ctx.db.run(sql`
      UPDATE ${raw(descriptor.table)} r SET follow_up_count = f.n, last_follow_up_at = f.last, version = r.version + 1, updated_at = ${ctx.now}, updated_by = ${ctx.actor.employeeId}::uuid
      FROM (SELECT count(*) AS n, max(at) AS last FROM follow_ups WHERE ${raw(column)} = ${recordId}::uuid) f WHERE r.id = ${recordId}::uuid`);
    if (isPoolable(object)) await this.reclaim.refresh(ctx, object, [recordId]);
  }
}

async function lock(ctx: Ctx, { descriptor }: FollowUpSubject, recordId: string): Promise<void> {
  await ctx.db.query(sql`SELECT r.id FROM ${raw(descriptor.table)} r WHERE r.id = ${recordId}::uuid FOR UPDATE`);
}
