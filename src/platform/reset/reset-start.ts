import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Ctx } from '../context/ctx.js';
import { EventHandlers } from '../events/index.js';
import { ResetAdministrators } from './reset-administrators.js';
import { resetConsented } from './reset.events.js';
import { ResetOutcome } from './reset-outcome.js';
import { ResetRows, type ResetRow } from './reset-rows.js';

export const RESET_JOB = 'platform.resetCrm';
/** The clocks of node and database may differ by less. */
const MARGIN_MS = 5000;

/** When a reset begins, and whether it still may. */
@Injectable()
export class ResetStart implements OnModuleInit {
  constructor(
    private readonly events: EventHandlers,
    private readonly rows: ResetRows,
    private readonly administrators: ResetAdministrators,
    private readonly outcome: ResetOutcome,
  ) {}

  onModuleInit(): void {
    // By an event, so that the job is nobody's: it goes on whatever becomes of who consented.
    this.events.on(resetConsented, 'platform.planReset', (ctx, { payload }) => this.plan(ctx, payload.resetId));
  }

  private async plan(ctx: Ctx, id: string): Promise<void> {
    const { startsAt } = await this.rows.get(ctx, id);
    ctx.enqueue({ kind: RESET_JOB, startAfter: new Date(Date.parse(startsAt!) + MARGIN_MS) });
  }

  /** The reset that is due or has begun. Undefined also where one of the two may not have data reset any more: then it is off. */
  async begin(ctx: Ctx): Promise<ResetRow | undefined> {
    const reset = await this.rows.due(ctx);
    if (!reset || reset.status === 'running') return reset;
    const administrators = await this.administrators.all(ctx);
    if ([reset.createdBy, reset.decidedBy!].every((id) => administrators.includes(id))) {
      await this.rows.start(ctx, reset.id);
      return reset;
    }
    await this.rows.withdraw(ctx, reset.id);
    await this.outcome.withdrawn(ctx, reset);
    return undefined;
  }
}
