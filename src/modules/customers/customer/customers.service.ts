import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { versionMismatch } from '../../../platform/errors/index.js';
import {
  RecordLists,
  RecordReader,
  RecordWrites,
  usualScope,
  type ListQuery,
  type Page,
} from '../../../platform/records/index.js';
import { Reclaim } from '../../pools/index.js';
import { customerDescriptor } from '../customers.descriptor.js';
import { customerNotActive, customerNotFound } from '../customers.errors.js';
import { customerChanged } from '../customers.events.js';
import type { ComparableCustomer } from '../duplicates/customer-comparison.js';
import { CustomerDuplicates } from '../duplicates/customer-duplicates.js';
import { CustomerReferences } from './customer-references.js';
import type { UpdateCustomerRequest } from './customer.requests.js';
import type { CustomerView } from './customer.view.js';
import { updateCustomer } from './customer.writes.js';

/** A customer that is locked for a change. */
export interface LockedCustomer extends Record<string, unknown> {
  id: string;
  version: number;
  state: 'active' | 'archived' | 'merged';
  name: string;
  shortName: string | null;
  ownerId: string | null;
  isPrivate: boolean;
}

/** Customers as people see and change them (CUST-01, CUST-04). */
@Injectable()
export class CustomersService {
  constructor(
    private readonly lists: RecordLists,
    private readonly reader: RecordReader,
    private readonly writes: RecordWrites,
    private readonly references: CustomerReferences,
    private readonly duplicates: CustomerDuplicates,
    private readonly reclaim: Reclaim,
  ) {}

  /** @throws validationFailed with pointers into the condition, where there is one */
  list(ctx: Ctx, query: ListQuery, condition?: unknown): Promise<Page<CustomerView>> {
    const defaultScope = usualScope(ctx, 'customer', query.filter);
    return this.lists.search<CustomerView>(ctx, customerDescriptor, query, condition, { defaultScope });
  }

  get(ctx: Ctx, id: string): Promise<CustomerView> {
    return this.reader.get<CustomerView>(ctx, customerDescriptor, id, customerNotFound);
  }

  /** @throws customerNotFound, forbidden, versionMismatch, customerNotActive, customerDuplicate, fieldForbidden, validationFailed */
  async update(ctx: Ctx, id: string, request: UpdateCustomerRequest, expected: number | undefined): Promise<CustomerView> {
    if (request.parentId) await this.references.takeTurn(ctx);
    const customer = await this.lock(ctx, 'update', id, expected);
    const custom = await this.writes.ofChange(ctx, customerDescriptor, id, request);
    await this.references.check(ctx, request, customer);
    const { custom: _input, ...fields } = request;
    const changes = { ...fields, ...(custom ? { custom } : {}) };
    const unique = await this.duplicates.unique(ctx);
    await this.duplicates.refuse(ctx, { id, ...compared(changes) });
    await updateCustomer(ctx, id, changes, customer, unique);
    if (customer.ownerId) await this.reclaim.refresh(ctx, 'customer', [id]);
    ctx.emit(customerChanged({ customerId: id, fields: Object.keys(request) }));
    return this.get(ctx, id);
  }

  /** Locks a customer for a change by this actor. @throws customerNotFound, forbidden, versionMismatch, customerNotActive */
  async lock(
    ctx: Ctx,
    action: string,
    id: string,
    expected?: number,
    states: readonly LockedCustomer['state'][] = ['active'],
  ): Promise<LockedCustomer> {
    const customer = await this.reader.permit<LockedCustomer>(ctx, customerDescriptor, action, id, customerNotFound, {
      columns: sql`, r.state, r.name, r.short_name AS "shortName", r.owner_id AS "ownerId", r.is_private AS "isPrivate", r.status_id AS "statusId",
        r.level_id AS "levelId", r.industry_id AS "industryId", r.region_id AS "regionId", r.channel_type_id AS "channelTypeId",
        r.source_id AS "sourceId", r.progress_id AS "progressId"`,
    });
    if (expected !== undefined && customer.version !== expected) throw versionMismatch({ currentVersion: customer.version });
    if (!states.includes(customer.state)) throw customerNotActive();
    return customer;
  }
}

/** What of a change is compared with other customers. */
const compared = ({ name, shortName, custom }: UpdateCustomerRequest): ComparableCustomer => ({
  name: name ?? null,
  shortName: shortName ?? null,
  ...(custom ? { custom } : {}),
});
