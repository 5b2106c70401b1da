import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { forbidden } from '../../../platform/errors/index.js';
import { EnterpriseService } from '../../org/index.js';
import { CustomersService } from '../customer/customers.service.js';
import { privacyNotAllowed } from '../customers.errors.js';

/** Private customers (私密客户), where the enterprise allows them (PERM-04). */
@Injectable()
export class Privacy {
  constructor(
    private readonly customers: CustomersService,
    private readonly enterprise: EnterpriseService,
  ) {}

  /**
   * Makes the actor's own customer private, or takes that back. What is private stays so when the enterprise no longer allows it.
   * @throws customerNotFound, customerNotActive, versionMismatch; forbidden to everybody but the owner; privacyNotAllowed
   */
  async set(ctx: Ctx, id: string, isPrivate: boolean, expected: number | undefined): Promise<void> {
    const customer = await this.customers.lock(ctx, 'setPrivate', id, expected);
    if (customer.ownerId !== ctx.actor.employeeId) throw forbidden();
    if (isPrivate && !(await this.enterprise.get(ctx)).settings.privateCustomers) throw privacyNotAllowed();
    if (customer.isPrivate === isPrivate) return;
    await ctx.db.run(sql`UPDATE customers SET is_private = ${isPrivate}, version = version + 1, updated_at = ${ctx.now},
      updated_by = ${ctx.actor.employeeId}::uuid WHERE id = ${id}::uuid`);
  }
}
