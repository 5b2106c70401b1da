import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, ReadOnly } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fieldForbidden } from '../../../platform/errors/index.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { CustomerDuplicates } from './customer-duplicates.js';
import { CheckCustomerRequest } from './duplicate-check.requests.js';
import { CustomerCheckView } from './duplicate-check.view.js';

@ApiTags('Customers')
@Controller('customers/duplicate-checks')
export class CustomerDuplicateChecksController {
  constructor(private readonly duplicates: CustomerDuplicates) {}

  /**
   * Look for existing customers before one is entered.
   *
   * Names are compared without width, case, brackets, punctuation and legal form. Whose they are is said to who may see
   * them; to others only in which department, and of private ones only that they are there.
   */
  @Post()
  @HttpCode(200)
  @ReadOnly()
  @Can('create', 'customer')
  @Fails(fieldForbidden)
  check(@Context() ctx: Ctx, @Body() body: CheckCustomerRequest): Promise<CustomerCheckView> {
    return this.duplicates.before(ctx, body);
  }
}
