import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Ctx } from '../context/ctx.js';
import { withoutTimeout } from '../database/statement-timeout.js';
import { forbidden } from '../errors/index.js';
import { Attachments } from '../files/index.js';
import { JobHandlers, type JobResultData, type JobRun } from '../jobs/index.js';
import { objectDescriptors } from '../records/descriptor.js';
import { FieldFiles } from '../records/field-files.js';
import { ErasureQueries } from './erasure.queries.js';
import { ErasureRows, type ErasureRow } from './erasure-rows.js';
import { ERASURE_JOB } from './erasures.service.js';
import { patternOf } from './identifiers.js';
import { identifyingFields, personalSubjects } from './personal-subjects.js';
import { PersonalTraces } from './personal-traces.js';

/**
 * Erases a person: first their records and the history of these, then rows about them, then whatever identifies them, table by
 * table. Each step can
 * be done again, and what to look for is forgotten last, so that a killed run is finished by the next attempt (OPS-03).
 */
@Injectable()
export class ErasureRun implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly queries: ErasureQueries,
    private readonly rows: ErasureRows,
    private readonly attachments: Attachments,
    private readonly traces: PersonalTraces,
    private readonly files: FieldFiles,
  ) {}

  onModuleInit(): void {
    this.handlers.register({ kind: ERASURE_JOB, concurrency: 1, run: (job) => this.run(job) });
  }

  private async run(job: JobRun): Promise<JobResultData> {
    const id = job.input.erasureId as string;
    const { identifiers, tables } = await job.unit((ctx) => this.emptyRecords(ctx, id));
    const pattern = patternOf(identifiers);
    const textsChanged = pattern === undefined ? 0 : await this.eraseTexts(job, tables, pattern);
    await job.unit((ctx) => this.rows.finish(ctx, id, textsChanged));
    return { erasureId: id, textsChanged };
  }

  private async eraseTexts(job: JobRun, tables: string[], pattern: string): Promise<number> {
    // every text that there is is looked at, which takes as long as it takes
    const unhurried = (work: (ctx: Ctx) => Promise<number>): Promise<number> =>
      job.unit(async (ctx) => {
        await withoutTimeout(ctx.db);
        return work(ctx);
      });
    let changed = 0;
    for (const trace of this.traces.all()) changed += await unhurried((ctx) => trace.erase(ctx, pattern));
    for (const [n, table] of tables.entries()) {
      changed += await unhurried((ctx) => this.queries.blot(ctx, table, phonesOf(table), keptOf(table), pattern));
      await job.progress(n + 1, tables.length);
    }
    return changed;
  }

  private async emptyRecords(ctx: Ctx, id: string): Promise<{ identifiers: string[]; tables: string[] }> {
    if (!ctx.ability.can('erase', 'enterpriseData')) throw forbidden();
    const { records, identifiers }: ErasureRow = await this.rows.get(ctx, id);
    for (const subject of personalSubjects()) {
      const { object } = subject.descriptor;
      const ids = records[object] ?? [];
      if (ids.length === 0) continue;
      await this.queries.empty(ctx, subject, ids);
      await subject.alsoErase?.(ctx, ids);
      for (const trace of this.traces.all()) await trace.eraseOf?.(ctx, object, ids);
      await this.attachments.detach(ctx, await this.files.placesOf(ctx, object), ids);
    }
    return { identifiers, tables: await this.queries.tables(ctx) };
  }
}

/** Columns that hold phones and nothing else. */
const phonesOf = (name: string): string[] =>
  objectDescriptors()
    .filter(({ table }) => table === name)
    .flatMap(({ fields }) => fields.filter(({ type }) => type === 'phone').map(({ column }) => column));

/** Columns of others who are still here: a colleague keeps the phone that a lead had as well. And what this run looks for. */
const keptOf = (name: string): string[] =>
  name === 'data_erasures'
    ? ['identifiers']
    : personalSubjects()
        .filter(({ descriptor, erasable }) => descriptor.table === name && erasable !== undefined)
        .flatMap((subject) => identifyingFields(subject).map(({ column }) => column));
