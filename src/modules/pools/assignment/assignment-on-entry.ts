import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { EventHandlers } from '../../../platform/events/index.js';
import { poolableOf, type Poolable } from '../poolable.js';
import { reclaimFinished, recordsHandedOver, recordsPooled } from '../pools.events.js';
import { RulesInForce } from '../rule/rule-in-force.js';
import { ASSIGN_JOB } from './assignment.jobs.js';
import { assigning, finish } from './assignment-run.js';
import { Assignment } from './assignment.service.js';
import { ASSIGNMENT_BATCH } from './waiting.queries.js';

/** Assigns records as soon as they have entered a pool: new, returned, taken back, moved, reclaimed, left behind (POOL-05). */
@Injectable()
export class AssignmentOnEntry implements OnModuleInit {
  constructor(
    private readonly handlers: EventHandlers,
    private readonly rules: RulesInForce,
    private readonly assignment: Assignment,
  ) {}

  onModuleInit(): void {
    this.handlers.on(recordsPooled, 'pools.assignPooled', (ctx, { id, payload }) =>
      this.assign(ctx, poolableOf(payload.object), payload.ids, id),
    );
    for (const run of [reclaimFinished, recordsHandedOver])
      this.handlers.on(run, 'pools.assignOfRun', (ctx, { payload }) => this.assignOfRun(ctx, payload));
  }

  /** Few are placed at once, in the handler's own transaction; what is more than a batch is a job's work. */
  private async assign(ctx: Ctx, poolable: Poolable, ids: string[], runId: string): Promise<void> {
    const rules = await assigning(ctx, this.rules, poolable);
    if (rules.length === 0) return;
    const entered = await this.poolsOf(ctx, poolable, ids);
    const concerned = rules.filter(({ poolId }) => entered.has(poolId));
    for (const rule of concerned) {
      if (ids.length <= ASSIGNMENT_BATCH) await this.assignment.placeBatch(ctx, poolable, rule, { ids }, runId);
      else ctx.enqueue({ kind: ASSIGN_JOB, input: { poolId: rule.poolId } });
    }
    if (concerned.length > 0) await finish(ctx, poolable, runId);
  }

  /** What a run has brought is many: a job for each pool that it filled. */
  private async assignOfRun(ctx: Ctx, { object, runId }: { object: string; runId: string }): Promise<void> {
    const rules = await assigning(ctx, this.rules, poolableOf(object));
    if (rules.length === 0) return;
    const into = await ctx.db.query<{ id: string }>(
      sql`SELECT DISTINCT l.to_pool_id AS id FROM ownership_ledger l WHERE l.run_id = ${runId}::uuid AND l.object = ${object}`,
    );
    const entered = new Set(into.map((row) => row.id));
    for (const { poolId } of rules) if (entered.has(poolId)) ctx.enqueue({ kind: ASSIGN_JOB, input: { poolId } });
  }

  private async poolsOf(ctx: Ctx, { descriptor }: Poolable, ids: string[]): Promise<Set<string>> {
    const rows = await ctx.db.query<{ id: string }>(sql`SELECT DISTINCT r.pool_id AS id FROM ${raw(descriptor.table)} r
      WHERE r.id = ANY (${ids}::uuid[]) AND r.pool_id IS NOT NULL`);
    return new Set(rows.map((row) => row.id));
  }
}
