import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { FIRST_ID } from '../../../platform/database/ids.js';
import { JobHandlers, Jobs, type JobRun, type JobView, transactionOf } from '../../../platform/jobs/index.js';
import { dictionaryCycle, dictionaryItemInUse } from '../settings.errors.js';
import { everybodyKnows } from '../everybody-knows.js';
import { holdersOf, type DictionaryHolder } from './dictionary-holders.js';
import { DictionaryQueries } from './dictionary.queries.js';
import { DictionaryTurns } from './dictionary-turns.js';
import { DictionaryUses } from './dictionary-uses.js';
import { nextPosition } from './dictionary-items.service.js';

const MERGE = 'settings.mergeDictionaryItem';

/** Records of one transaction: short locks. */
const BATCH = 1000;

/** Makes two items one: nothing new can be given the first from now on, and a job rewrites what has it (DICT-02). */
@Injectable()
export class DictionaryMerger implements OnModuleInit {
  constructor(
    private readonly turns: DictionaryTurns,
    private readonly queries: DictionaryQueries,
    private readonly uses: DictionaryUses,
    private readonly jobs: Jobs,
    private readonly handlers: JobHandlers,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.handlers.register({ kind: MERGE, run: (job) => this.run(job) });
  }

  /** What is below the first item moves below the second. @throws dictionaryItemInUse naming the rules that speak of the first */
  async merge(ctx: Ctx, id: string, intoId: string, ifMatch?: number): Promise<JobView> {
    const { turn, item } = await this.turns.ofItem(ctx, id, ifMatch);
    const { key } = turn.dictionary;
    const survivor = turn.mustHave(intoId, '/intoId');
    if (turn.forest.under([item.id]).includes(survivor.id)) throw dictionaryCycle();
    if (item.hasChildren) turn.mustReach(survivor.depth + turn.heightOf(item));
    const rules = await this.uses.againstMerger(ctx, key, [item.id]);
    if (rules.length > 0) throw dictionaryItemInUse({}, rules);
    // whoever has chosen the item has committed by now, whoever will choose it is refused: the job finds all
    await this.queries.waitForWriters(ctx, [item.id]);
    await this.queries.merge(ctx, item.id, survivor.id, nextPosition(turn.childrenOf(survivor.id)));
    await this.audit.record(ctx, {
      action: 'dictionary.merged',
      object: 'dictionary',
      objectId: item.id,
      before: { dictionary: key, label: item.label },
      after: { intoId: survivor.id, label: survivor.label },
    });
    return this.jobs.start(ctx, { kind: MERGE, input: { dictionary: key, id: item.id, since: await transactionOf(ctx) } });
  }

  /** Set by set, when nobody is left who does not know of the merger; a later attempt goes on with what still has the item. */
  private async run(job: JobRun): Promise<{ records: number }> {
    await everybodyKnows(job);
    const { dictionary, id } = job.input as { dictionary: string; id: string };
    let records = 0;
    for (const holder of await job.unit((ctx) => holdersOf(ctx, dictionary))) {
      for (let after: string | undefined = FIRST_ID; after !== undefined; await job.progress(records)) {
        await job.giveWay();
        const from: string = after;
        const rewritten: string[] = await job.unit((ctx) => rewriteBatch(ctx, holder, id, from));
        records += rewritten.length;
        after = rewritten.length < BATCH ? undefined : rewritten.toSorted().at(-1);
      }
    }
    await job.unit((ctx) => this.uses.followMerger(ctx, id));
    return { records };
  }
}

/** The survivor may itself have been merged since: then what was merged into it points to the last one. */
async function rewriteBatch(ctx: Ctx, holder: DictionaryHolder, id: string, after: string): Promise<string[]> {
  const table = raw(holder.descriptor.table);
  const rows = await ctx.db.once<{ id: string }>(sql`
    WITH batch AS MATERIALIZED (
      SELECT r.id FROM ${table} r WHERE r.tenant_id = ${ctx.tenantId} AND r.id > ${after}::uuid AND ${holder.hasOneOf([id])}
      ORDER BY r.id LIMIT ${BATCH} FOR NO KEY UPDATE OF r
    )
    UPDATE ${table} r SET ${holder.assign(sql`i.merged_into_id`, [id])}, version = r.version + 1
    FROM batch, dictionary_items i
    WHERE r.tenant_id = ${ctx.tenantId} AND r.id = batch.id AND i.tenant_id = ${ctx.tenantId} AND i.id = ${id}::uuid AND i.status = 'merged'
    RETURNING r.id`);
  return rows.map((row) => row.id);
}
