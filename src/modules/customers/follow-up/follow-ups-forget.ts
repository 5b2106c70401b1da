import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { FORGOTTEN, PersonalTraces } from '../../../platform/erasure/index.js';
import { Attachments } from '../../../platform/files/index.js';
import { FieldFiles } from '../../../platform/records/index.js';
import { CommentsForget } from '../../feed/index.js';
import { followUpDescriptor } from './follow-up.descriptor.js';
import { FOLLOW_UP } from './follow-up.policy.js';
import { followUpSubjects } from './follow-up-subject.js';

/**
 * Voice, pictures and documents of follow-ups go when whoever they speak of wants to be forgotten: of those on the person's records,
 * those that were about the person, and those whose words name them. What was said stays without what identifies (OPS-03).
 */
@Injectable()
export class FollowUpsForget implements OnModuleInit {
  constructor(
    private readonly traces: PersonalTraces,
    private readonly attachments: Attachments,
    private readonly fieldFiles: FieldFiles,
    private readonly comments: CommentsForget,
  ) {}

  onModuleInit(): void {
    this.traces.register({
      name: 'customers.followUps',
      eraseOf: async (ctx, object, ids) => {
        const which = ofRecords(object, ids);
        if (!which) return;
        await this.comments.on(
          ctx,
          FOLLOW_UP,
          sql`SELECT f.id FROM follow_ups f WHERE f.tenant_id = ${ctx.tenantId} AND ${which}`,
        );
        await this.forget(ctx, which);
      },
      erase: async (ctx, pattern) => {
        await this.forget(ctx, sql`(f.content ~* ${pattern} OR f.custom::text ~* ${pattern})`);
        // their texts are counted where they are blotted
        return 0;
      },
    });
  }

  private async forget(ctx: Ctx, which: Sql): Promise<void> {
    const places = await this.fieldFiles.placesOf(ctx, FOLLOW_UP);
    const rows = await ctx.db.once<{ id: string }>(sql`
      SELECT f.id FROM follow_ups f WHERE f.tenant_id = ${ctx.tenantId} AND ${which}
        AND EXISTS (SELECT FROM attachments a WHERE a.tenant_id = f.tenant_id AND a.record_id = f.id AND a.object = ANY (${places}::text[]))`);
    if (rows.length === 0) return;
    const ids = rows.map(({ id }) => id);
    await this.attachments.purge(ctx, places, ids);
    await this.fieldFiles.forget(ctx, followUpDescriptor, ids);
    await ctx.db.run(
      sql`UPDATE follow_ups f SET content = ${FORGOTTEN}, version = f.version + 1 WHERE f.id = ANY (${ids}::uuid[]) AND f.content = ''`,
    );
    // the history of a field names the files that stood in it
    await ctx.db.query(sql`SELECT erase_history(${FOLLOW_UP}, ${ids}::uuid[], '{custom}', '{}', ${FORGOTTEN})`);
  }
}

/** Follow-ups f of these records; undefined for a kind that has none. */
function ofRecords(object: string, ids: readonly string[]): Sql | undefined {
  if (object === 'contact')
    return sql`f.id IN (SELECT k.follow_up_id FROM follow_up_contacts k WHERE k.contact_id = ANY (${ids}::uuid[]))`;
  const subject = followUpSubjects().find((each) => each.object === object);
  return subject && sql`${raw(`f.${subject.column}`)} = ANY (${ids}::uuid[])`;
}
