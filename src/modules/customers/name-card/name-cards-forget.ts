import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { PersonalTraces } from '../../../platform/erasure/index.js';
import { Attachments } from '../../../platform/files/index.js';
import { NameCardQueries } from './name-card.queries.js';

/** A card goes with its photograph when whoever is on it wants to be forgotten, also where that hangs on a record by now (OPS-03). */
@Injectable()
export class NameCardsForget implements OnModuleInit {
  constructor(
    private readonly traces: PersonalTraces,
    private readonly queries: NameCardQueries,
    private readonly attachments: Attachments,
  ) {}

  onModuleInit(): void {
    this.traces.register({ name: 'customers.nameCards', erase: (ctx, pattern) => this.forget(ctx, pattern) });
  }

  private async forget(ctx: Ctx, pattern: string): Promise<number> {
    const fileIds = await this.queries.filesOf(ctx, pattern);
    await this.attachments.purgeFiles(ctx, fileIds);
    return fileIds.length;
  }
}
