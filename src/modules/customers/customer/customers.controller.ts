import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, ReadOnly } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fieldForbidden, referenceInvalid, versionMismatch } from '../../../platform/errors/index.js';
import { filesNotUsable } from '../../../platform/files/index.js';
import { Context, Created, Fails, IfMatch } from '../../../platform/http/index.js';
import { customValueTaken, ListQuery, searchTooBroad } from '../../../platform/records/index.js';
import {
  assigneeNotFound,
  holdingLimitReached,
  levelLimitReached,
  noPoolForRecord,
  placeTwice,
  poolDisabled,
  poolNotFound,
  poolWrongObject,
} from '../../pools/index.js';
import {
  customerDuplicate,
  customerNotActive,
  customerNotFound,
  customerNumberTaken,
  parentInvalid,
  placeIncomplete,
} from '../customers.errors.js';
import { CustomerCreation } from './customer-creation.service.js';
import { CreateCustomerRequest, SearchCustomersRequest, UpdateCustomerRequest } from './customer.requests.js';
import { CreatedCustomerView, CustomerListView, CustomerView } from './customer.view.js';
import { CustomersService } from './customers.service.js';

@ApiTags('Customers')
@Controller('customers')
export class CustomersController {
  constructor(
    private readonly customers: CustomersService,
    private readonly creation: CustomerCreation,
  ) {}

  /** List customers: filter, search, sort, page. */
  @Get()
  @Can('read', 'customer')
  @Fails(searchTooBroad)
  list(@Context() ctx: Ctx, @Query() query: ListQuery): Promise<CustomerListView> {
    return this.customers.list(ctx, query);
  }

  /**
   * List customers by a condition of any shape.
   *
   * The body is the condition language that saved views and rules store: `all`, `any`, `not` and leaves of field, operator, value.
   */
  @Post('search')
  @HttpCode(200)
  @ReadOnly()
  @Can('read', 'customer')
  @Fails(searchTooBroad)
  search(@Context() ctx: Ctx, @Body() body: SearchCustomersRequest): Promise<CustomerListView> {
    const { condition, ...query } = body;
    return this.customers.list(ctx, query, condition);
  }

  /** Create a customer: one's own, a colleague's, in a sea, or where the routing rules put it. */
  @Post()
  @Created('customers', CreatedCustomerView)
  @Can('create', 'customer')
  @Fails(
    customerDuplicate,
    filesNotUsable,
    customValueTaken,
    customerNumberTaken,
    parentInvalid,
    placeIncomplete,
    assigneeNotFound,
    placeTwice,
    poolNotFound,
    poolDisabled,
    poolWrongObject,
    noPoolForRecord,
    holdingLimitReached,
    levelLimitReached,
    referenceInvalid,
    fieldForbidden,
  )
  async create(@Context() ctx: Ctx, @Body() body: CreateCustomerRequest): Promise<CreatedCustomerView> {
    const { id, duplicates } = await this.creation.create(ctx, body);
    return { ...(await this.customers.get(ctx, id)), duplicates };
  }

  /** Read one customer. */
  @Get(':id')
  @Can('read', 'customer')
  @Fails(customerNotFound)
  get(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<CustomerView> {
    return this.customers.get(ctx, id);
  }

  /** Change a customer (JSON merge patch). */
  @Patch(':id')
  @Can('update', 'customer')
  @Fails(
    customerNotFound,
    customerNotActive,
    customerDuplicate,
    filesNotUsable,
    customValueTaken,
    customerNumberTaken,
    parentInvalid,
    placeIncomplete,
    referenceInvalid,
    versionMismatch,
    fieldForbidden,
  )
  update(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: UpdateCustomerRequest,
    @IfMatch() version?: number,
  ): Promise<CustomerView> {
    return this.customers.update(ctx, id, body, version);
  }
}
