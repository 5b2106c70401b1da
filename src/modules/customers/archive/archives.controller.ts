import { Body, Controller, Delete, Param, ParseUUIDPipe, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { versionMismatch } from '../../../platform/errors/index.js';
import { Context, Fails, IfMatch } from '../../../platform/http/index.js';
import { CustomerView } from '../customer/customer.view.js';
import { CustomersService } from '../customer/customers.service.js';
import { customerNotActive, customerNotFound } from '../customers.errors.js';
import { ArchiveCustomerRequest } from './archive.requests.js';
import { Archives } from './archives.service.js';

@ApiTags('Customers')
@Controller('customers/:id/archival')
export class ArchivesController {
  constructor(
    private readonly archives: Archives,
    private readonly customers: CustomersService,
  ) {}

  /** Archive a customer, with a reason. It stays where it is, is read as before, and is not reclaimed. */
  @Put()
  @Can('archive', 'customer')
  @Fails(customerNotFound, customerNotActive, versionMismatch)
  async archive(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ArchiveCustomerRequest,
    @IfMatch() version?: number,
  ): Promise<CustomerView> {
    await this.archives.archive(ctx, id, body.reason, version);
    return this.customers.get(ctx, id);
  }

  /** Bring an archived customer back to work. */
  @Delete()
  @Can('archive', 'customer')
  @Fails(customerNotFound, customerNotActive, versionMismatch)
  async restore(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @IfMatch() version?: number): Promise<CustomerView> {
    await this.archives.restore(ctx, id, version);
    return this.customers.get(ctx, id);
  }
}
