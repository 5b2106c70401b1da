import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { validationFailed } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { JobHandlers, Jobs, type JobRun, type JobView } from '../../../platform/jobs/index.js';
import { DuplicateRulesService } from '../../pools/index.js';

const KIND = 'leads.duplicateScan';
/** Groups of one field that are kept, the largest first; whoever has merged those scans again. */
const MOST_GROUPS = 10_000;
const MOST_MEMBERS = 100;

const NOT_COMPARABLE = text('该字段不参与查重', 'This field is not compared.');
const BUILT_IN: Readonly<Record<string, Sql>> = { phone: raw('r.phone'), company: raw('r.company_key'), name: raw('r.name') };

/** Looks through all leads for those that are equal in a field (LEAD-02). */
@Injectable()
export class DuplicateScan implements OnModuleInit {
  constructor(
    private readonly rules: DuplicateRulesService,
    private readonly jobs: Jobs,
    private readonly handlers: JobHandlers,
  ) {}

  onModuleInit(): void {
    this.handlers.register({ kind: KIND, concurrency: 1, run: (job) => this.run(job) });
  }

  /** @throws validationFailed for a field that is neither built in nor unique */
  async start(ctx: Ctx, asked: readonly string[] | undefined): Promise<JobView> {
    const rules = await this.rules.of(ctx, 'lead');
    const issues = (asked ?? []).flatMap((field, n) =>
      rules.has(field) ? [] : [{ pointer: `/fields/${n}`, code: 'NOT_ALLOWED', message: NOT_COMPARABLE }],
    );
    if (issues.length > 0) throw validationFailed({}, issues);
    const fields = asked ?? [...rules].filter(([, action]) => action !== 'allow').map(([field]) => field);
    return this.jobs.start(ctx, { kind: KIND, input: { fields }, total: fields.length });
  }

  /** Each field is one transaction that replaces what an earlier scan found, so that a repeated run is harmless. */
  private async run(job: JobRun): Promise<Record<string, number>> {
    const found: Record<string, number> = {};
    for (const [n, field] of (job.input.fields as string[]).entries()) {
      await job.giveWay();
      found[field] = await job.unit((ctx) => scanField(ctx, job.id, field));
      await job.progress(n + 1);
    }
    return found;
  }
}

/** How many groups there are now. */
async function scanField(ctx: Ctx, scanId: string, field: string): Promise<number> {
  await ctx.db.run(sql`DELETE FROM lead_duplicate_groups WHERE field = ${field}`);
  const value = BUILT_IN[field] ?? sql`(r.custom ->> ${field.slice('custom.'.length)}::text)`;
  const [counted] = await ctx.db.once<{ groups: number }>(sql`
    WITH equal AS MATERIALIZED (
      SELECT uuidv7() AS id, g.* FROM (
        SELECT k.value, array_agg(r.id ORDER BY r.created_at, r.id) AS ids FROM leads r CROSS JOIN LATERAL (SELECT ${value} AS value) k
        WHERE k.value IS NOT NULL AND r.status IN ('active', 'invalid')
        GROUP BY k.value HAVING count(*) > 1 ORDER BY count(*) DESC, k.value LIMIT ${MOST_GROUPS}
      ) g
    ), groups AS (
      INSERT INTO lead_duplicate_groups (tenant_id, id, scan_id, field, value, found_at)
      SELECT ${ctx.tenantId}::uuid, id, ${scanId}::uuid, ${field}, value, ${ctx.now} FROM equal
    ), members AS (
      INSERT INTO lead_duplicate_members (tenant_id, group_id, lead_id)
      SELECT ${ctx.tenantId}::uuid, e.id, m FROM equal e CROSS JOIN unnest(e.ids[1:${raw(String(MOST_MEMBERS))}]) m
    )
    SELECT count(*) AS groups FROM equal`);
  return counted!.groups;
}
