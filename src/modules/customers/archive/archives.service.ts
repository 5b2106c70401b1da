import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import { Reclaim } from '../../pools/index.js';
import { CustomersService } from '../customer/customers.service.js';
import { customerStateChanged } from '../customers.events.js';

/** Customers are archived where others delete (CUST-03): nothing takes them out of their place, nobody works on them. */
@Injectable()
export class Archives {
  constructor(
    private readonly customers: CustomersService,
    private readonly reclaim: Reclaim,
  ) {}

  /** @throws customerNotFound, forbidden, customerNotActive, versionMismatch */
  async archive(ctx: Ctx, id: string, reason: string, expected: number | undefined): Promise<void> {
    await this.customers.lock(ctx, 'archive', id, expected);
    await this.set(ctx, id, 'archived', reason);
  }

  /** @throws customerNotFound, forbidden, customerNotActive for one that is not archived, versionMismatch */
  async restore(ctx: Ctx, id: string, expected: number | undefined): Promise<void> {
    const customer = await this.customers.lock(ctx, 'archive', id, expected, ['archived']);
    await this.set(ctx, id, 'active', null);
    if (customer.ownerId) await this.reclaim.refresh(ctx, 'customer', [id]);
  }

  private async set(ctx: Ctx, id: string, state: 'active' | 'archived', reason: string | null): Promise<void> {
    await ctx.db
      .run(sql`UPDATE customers SET state = ${state}, archive_reason = ${reason}, reclaim_at = NULL, reclaim_rule_id = NULL,
      reclaim_rule_key = NULL, version = version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid WHERE id = ${id}::uuid`);
    ctx.emit(customerStateChanged({ customerId: id, state }));
  }
}
