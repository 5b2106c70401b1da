import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { RecordWrites } from '../../../platform/records/index.js';
import { duplicateView, NewPlaces, poolableOf, Reclaim, type DuplicateView } from '../../pools/index.js';
import { NumberRules } from '../../settings/index.js';
import { customerDescriptor } from '../customers.descriptor.js';
import { customersCreated } from '../customers.events.js';
import { CustomerDuplicates } from '../duplicates/customer-duplicates.js';
import { CustomerReferences } from './customer-references.js';
import type { CreateCustomerRequest } from './customer.requests.js';
import { insertCustomers } from './customer.writes.js';

/** Creates customers by hand: checks, duplicates, the place they go to (CUST-01, CUST-02). */
@Injectable()
export class CustomerCreation {
  constructor(
    private readonly writes: RecordWrites,
    private readonly places: NewPlaces,
    private readonly references: CustomerReferences,
    private readonly duplicates: CustomerDuplicates,
    private readonly numbers: NumberRules,
    private readonly reclaim: Reclaim,
  ) {}

  /** @throws fieldForbidden, validationFailed, customerDuplicate, parentInvalid and what a place may be refused for */
  async create(ctx: Ctx, request: CreateCustomerRequest): Promise<{ id: string; duplicates: DuplicateView[] }> {
    const { poolId: _pool, ownerId: _owner, route: _route, ...fields } = request;
    const id = newId();
    const custom = await this.writes.ofNew(ctx, customerDescriptor, id, fields);
    await this.references.check(ctx, fields);
    const place = await this.places.decide(ctx, poolableOf('customer'), request, { state: 'active', ...request, custom });
    const unique = await this.duplicates.unique(ctx);
    const equal = await this.duplicates.refuse(ctx, { ...fields, custom });
    const near = await this.duplicates.nearTo(ctx, request.name, new Set(equal.map((each) => each.id)));
    // as late as possible: where numbers have no gaps, others wait from here on
    const number = request.number ?? (await this.numbers.next(ctx, 'customer'))[0]!;
    await insertCustomers(ctx, [{ ...fields, number, id, custom, ...place }], unique);
    if (place.ownerId && place.homePoolId) await this.reclaim.refresh(ctx, 'customer', [id]);
    ctx.emit(customersCreated({ ids: [id] }));
    return { id, duplicates: [...equal.map(duplicateView), ...near] };
  }
}
