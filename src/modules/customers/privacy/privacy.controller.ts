import { Controller, Delete, Param, ParseUUIDPipe, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { versionMismatch } from '../../../platform/errors/index.js';
import { Context, Fails, IfMatch } from '../../../platform/http/index.js';
import { CustomerView } from '../customer/customer.view.js';
import { CustomersService } from '../customer/customers.service.js';
import { customerNotActive, customerNotFound, privacyNotAllowed } from '../customers.errors.js';
import { Privacy } from './privacy.service.js';

@ApiTags('Customers')
@Controller('customers/:id/privacy')
export class PrivacyController {
  constructor(
    private readonly privacy: Privacy,
    private readonly customers: CustomersService,
  ) {}

  /**
   * Make one's own customer private.
   *
   * Its data are then for its owner, the owner's direct superiors and its collaborators; everybody else who may list it
   * sees that it is there. Only the owner can do this, and only where the enterprise's settings allow it.
   */
  @Put()
  @Can('setPrivate', 'customer')
  @Fails(customerNotFound, customerNotActive, privacyNotAllowed, versionMismatch)
  async set(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @IfMatch() version?: number): Promise<CustomerView> {
    await this.privacy.set(ctx, id, true, version);
    return this.customers.get(ctx, id);
  }

  /** Let everybody who may see the customer see its data again. */
  @Delete()
  @Can('setPrivate', 'customer')
  @Fails(customerNotFound, customerNotActive, versionMismatch)
  async lift(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @IfMatch() version?: number): Promise<CustomerView> {
    await this.privacy.set(ctx, id, false, version);
    return this.customers.get(ctx, id);
  }
}
