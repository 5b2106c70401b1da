import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { RecordWrites } from '../../../platform/records/index.js';
import { NewPlaces, poolableOf, Reclaim } from '../../pools/index.js';
import { Dictionaries } from '../../settings/index.js';
import { customerDescriptor } from '../customers.descriptor.js';
import { customersCreated } from '../customers.events.js';
import { CustomerParents } from './customer-parents.js';
import type { CreateCustomerRequest } from './customer.requests.js';
import { insertCustomers } from './customer.writes.js';

/** Creates customers by hand: checks, duplicates, the place they go to (CUST-01, CUST-02). */
@Injectable()
export class CustomerCreation {
  constructor(
    private readonly writes: RecordWrites,
    private readonly dictionaries: Dictionaries,
    private readonly places: NewPlaces,
    private readonly parents: CustomerParents,
    private readonly reclaim: Reclaim,
  ) {}

  /** @throws fieldForbidden, validationFailed, customerDuplicate, parentInvalid and what a place may be refused for */
  async create(ctx: Ctx, request: CreateCustomerRequest): Promise<{ id: string }> {
    const { poolId: _pool, ownerId: _owner, route: _route, ...fields } = request;
    const id = newId();
    const custom = await this.writes.ofNew(ctx, customerDescriptor, id, fields);
    await this.dictionaries.check(ctx, 'customer', fields);
    const place = await this.places.decide(ctx, poolableOf('customer'), request, { state: 'active', ...request });
    if (request.parentId) await this.parents.assertFits(ctx, request.parentId);
    await insertCustomers(ctx, [{ ...fields, id, custom, ...place }], { name: true, shortName: true });
    if (place.ownerId && place.homePoolId) await this.reclaim.refresh(ctx, 'customer', [id]);
    ctx.emit(customersCreated({ ids: [id] }));
    return { id };
  }
}
