import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fieldForbidden } from '../../../platform/errors/index.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { customValueTaken, MergeRequest } from '../../../platform/records/index.js';
import { CustomerView } from '../customer/customer.view.js';
import { CustomersService } from '../customer/customers.service.js';
import {
  customerDuplicate,
  customerNotActive,
  customerNotFound,
  mergeNotFound,
  mergeTooOld,
  mergeUndone,
  parentInvalid,
  placeIncomplete,
} from '../customers.errors.js';
import { CustomerMerges } from './customer-merges.js';
import { MergeReversal } from './merge-reversal.service.js';
import { CustomerMerging } from './merge.service.js';
import { CustomerMergeListView } from './merge.view.js';

@ApiTags('Customers')
@Controller('customers')
export class CustomerMergesController {
  constructor(
    private readonly merging: CustomerMerging,
    private readonly reversal: MergeReversal,
    private readonly merges: CustomerMerges,
    private readonly customers: CustomersService,
  ) {}

  /**
   * Make one customer of several.
   *
   * Contacts, follow-ups, files, collaborators and whatever else hangs below the others goes over to the survivor, and its
   * timeline tells theirs too. The others end as `merged`, with a link to it. It can be undone for 30 days.
   */
  @Post('merges')
  @HttpCode(200)
  @Can('merge', 'customer')
  @Fails(customerNotFound, customerNotActive, parentInvalid, placeIncomplete, fieldForbidden)
  async merge(@Context() ctx: Ctx, @Body() body: MergeRequest): Promise<CustomerView> {
    await this.merging.merge(ctx, body);
    return this.customers.get(ctx, body.survivorId);
  }

  /** Undo a merge: what it moved goes back, and what nobody has changed since. */
  @Post('merges/:mergeId/reversal')
  @HttpCode(200)
  @Can('merge', 'customer')
  @Fails(mergeNotFound, mergeUndone, mergeTooOld, customerNotActive, customerDuplicate, customValueTaken)
  async undo(@Context() ctx: Ctx, @Param('mergeId', ParseUUIDPipe) mergeId: string): Promise<CustomerView> {
    const survivorId = await this.reversal.undo(ctx, mergeId);
    return this.customers.get(ctx, survivorId);
  }

  /** List what was merged into a customer, newest first. */
  @Get(':id/merges')
  @Can('read', 'customer')
  @Fails(customerNotFound)
  async list(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<CustomerMergeListView> {
    return { items: await this.merges.of(ctx, id) };
  }
}
