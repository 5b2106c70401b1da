import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { JobHandlers, Jobs, type JobRun, type JobView } from '../../../platform/jobs/index.js';
import { dictionaryCycle, dictionaryItemInUse } from '../settings.errors.js';
import { DictionaryQueries } from './dictionary.queries.js';
import { DictionaryTurns } from './dictionary-turns.js';
import { columnsOf, DictionaryUses, type DictionaryColumn } from './dictionary-uses.js';
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
    const rules = await this.uses.byConditions(ctx, key, [item.id]);
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
    return this.jobs.start(ctx, { kind: MERGE, input: { dictionary: key, id: item.id } });
  }

  /** Set by set; a later attempt goes on with what still has the merged item. */
  private async run(job: JobRun): Promise<{ records: number }> {
    const { dictionary, id } = job.input as { dictionary: string; id: string };
    let records = 0;
    for (const column of columnsOf(dictionary)) {
      for (let count = BATCH; count === BATCH; await job.progress(records)) {
        await job.throwIfCancelled();
        count = await job.unit((ctx) => rewriteBatch(ctx, column, id));
        records += count;
      }
    }
    return { records };
  }
}

/** The survivor may itself have been merged since: then what was merged into it points to the last one. */
function rewriteBatch(ctx: Ctx, { descriptor, field }: DictionaryColumn, id: string): Promise<number> {
  const [table, column] = [raw(descriptor.table), raw(field.column)];
  return ctx.db.run(sql`
    UPDATE ${table} r SET ${column} = i.merged_into_id, version = r.version + 1 FROM dictionary_items i
    WHERE i.tenant_id = ${ctx.tenantId} AND i.id = ${id}::uuid AND i.status = 'merged' AND r.tenant_id = ${ctx.tenantId}
      AND r.id = ANY (ARRAY(SELECT b.id FROM ${table} b WHERE b.tenant_id = ${ctx.tenantId} AND b.${column} = ${id}::uuid
        LIMIT ${BATCH} FOR NO KEY UPDATE))`);
}
