import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { FIRST_ID } from '../../../platform/database/ids.js';
import { Attachments } from '../../../platform/files/index.js';
import { JobHandlers, Jobs, type JobRun, type JobView, transactionOf } from '../../../platform/jobs/index.js';
import { fieldObject, objectDescriptor } from '../../../platform/records/index.js';
import { everybodyKnows } from '../everybody-knows.js';

const SYNC_INDEX = 'settings.syncCustomFieldIndex';
const REMOVE_VALUES = 'settings.removeCustomFieldValues';

/** Records of one transaction: short locks. */
const BATCH = 1000;

interface Target extends Record<string, unknown> {
  id: string;
  object: string;
  key: string;
  indexed: boolean;
}

/** What a change of a definition means for millions of records is done outside the request. */
@Injectable()
export class FieldJobs implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly handlers: JobHandlers,
    private readonly attachments: Attachments,
  ) {}

  onModuleInit(): void {
    this.handlers.register({ kind: SYNC_INDEX, run: (job) => this.runSync(job) });
    this.handlers.register({ kind: REMOVE_VALUES, run: (job) => this.runRemoval(job) });
  }

  /** Brings record_field_values in line with whether the field is indexed. */
  async syncIndex(ctx: Ctx, fieldId: string): Promise<JobView> {
    return this.jobs.start(ctx, { kind: SYNC_INDEX, input: { fieldId, since: await transactionOf(ctx) } });
  }

  /** Takes the field's values out of all records, then deletes its definition. */
  async removeValues(ctx: Ctx, fieldId: string): Promise<JobView> {
    return this.jobs.start(ctx, { kind: REMOVE_VALUES, input: { fieldId, since: await transactionOf(ctx) } });
  }

  private async runSync(job: JobRun): Promise<{ records: number }> {
    await everybodyKnows(job);
    const fieldId = String(job.input.fieldId);
    const field = await job.unit((ctx) => targetOf(ctx, fieldId));
    if (!field) return { records: 0 };
    if (!field.indexed) return { records: await inBatches(job, (ctx) => dropBatch(ctx, fieldId)) };
    const records = await inBatches(job, (ctx, after) => copyBatch(ctx, field, after));
    await job.unit((ctx) =>
      ctx.db.run(
        sql`UPDATE custom_fields SET index_building = false, version = version + 1 WHERE id = ${fieldId}::uuid AND index_building`,
      ),
    );
    return { records };
  }

  private async runRemoval(job: JobRun): Promise<{ records: number }> {
    await everybodyKnows(job);
    const fieldId = String(job.input.fieldId);
    const field = await job.unit((ctx) => targetOf(ctx, fieldId));
    if (!field) return { records: 0 };
    const records = await inBatches(job, (ctx, after) => clearBatch(ctx, field, after));
    await inBatches(job, (ctx) => dropBatch(ctx, fieldId));
    await inBatches(job, (ctx) => this.releaseBatch(ctx, field));
    await job.unit((ctx) => ctx.db.run(sql`DELETE FROM custom_fields WHERE id = ${fieldId}::uuid AND status = 'removing'`));
    return { records };
  }

  /** Files of the field hang on nothing any more; those of other types have none. */
  private async releaseBatch(ctx: Ctx, { object, key }: Target): Promise<Batch | undefined> {
    const count = await this.attachments.detachSome(ctx, fieldObject(object, key), BATCH);
    return count === 0 ? undefined : { count, last: FIRST_ID };
  }
}

/** What a batch did: how many rows, and where the next one begins; no rows end the work. */
interface Batch {
  count: number;
  last: string;
}

async function inBatches(job: JobRun, work: (ctx: Ctx, after: string) => Promise<Batch | undefined>): Promise<number> {
  let done = 0;
  for (let after = FIRST_ID; ;) {
    await job.giveWay();
    const batch = await job.unit((ctx) => work(ctx, after));
    if (!batch) return done;
    done += batch.count;
    after = batch.last;
    await job.progress(done);
  }
}

/** Writers lock the same rows, so that a value is either copied from the row as they left it or copied by their own trigger. */
async function copyBatch(ctx: Ctx, { id, object }: Target, after: string): Promise<Batch | undefined> {
  const rows = await ctx.db.query<{ id: string }>(sql`
    SELECT r.id FROM ${tableOf(object)} r WHERE r.id > ${after}::uuid ORDER BY r.id LIMIT ${BATCH} FOR NO KEY UPDATE OF r`);
  if (rows.length === 0) return undefined;
  const ids = rows.map((row) => row.id);
  await ctx.db.run(sql`DELETE FROM record_field_values v WHERE v.field_id = ${id}::uuid AND v.record_id = ANY (${ids}::uuid[])`);
  await ctx.db.run(sql`
    INSERT INTO record_field_values
    SELECT v.* FROM ${tableOf(object)} r CROSS JOIN LATERAL custom_value_rows(r.tenant_id, ${object}, r.id, r.custom) v
    WHERE r.id = ANY (${ids}::uuid[]) AND v.field_id = ${id}::uuid`);
  return { count: ids.length, last: ids.at(-1)! };
}

/** Stops as soon as somebody has switched the index on again: that job clears what it copies. */
async function dropBatch(ctx: Ctx, fieldId: string): Promise<Batch | undefined> {
  const count = await ctx.db.run(sql`
    DELETE FROM record_field_values WHERE ctid = ANY (ARRAY(
      SELECT v.ctid FROM record_field_values v JOIN custom_fields f ON f.tenant_id = v.tenant_id AND f.id = v.field_id
      WHERE v.field_id = ${fieldId}::uuid AND NOT f.indexed LIMIT ${BATCH * 5}))`);
  return count === 0 ? undefined : { count, last: FIRST_ID };
}

async function clearBatch(ctx: Ctx, { object, key }: Target, after: string): Promise<Batch | undefined> {
  const rows = await ctx.db.query<{ id: string }>(sql`
    WITH batch AS MATERIALIZED (
      SELECT r.id FROM ${tableOf(object)} r WHERE r.id > ${after}::uuid AND r.custom ? ${key} ORDER BY r.id LIMIT ${BATCH} FOR NO KEY UPDATE OF r
    )
    UPDATE ${tableOf(object)} r SET custom = r.custom - ${key}::text, version = r.version + 1 FROM batch WHERE r.id = batch.id RETURNING r.id`);
  return rows.length === 0
    ? undefined
    : {
        count: rows.length,
        last: rows
          .map((row) => row.id)
          .sort()
          .at(-1)!,
      };
}

const targetOf = (ctx: Ctx, fieldId: string): Promise<Target | undefined> =>
  ctx.db.maybe<Target>(sql`SELECT f.id, f.object, f.key, f.indexed FROM custom_fields f WHERE f.id = ${fieldId}::uuid`);

const tableOf = (object: string) => raw(objectDescriptor(object)!.table);
