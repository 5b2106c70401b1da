import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { RecordWrites } from '../../../platform/records/index.js';
import { duplicateView, NewPlaces, poolableOf, Reclaim, type DuplicateView, type NewPlace } from '../../pools/index.js';
import { NumberRules } from '../../settings/index.js';
import { customerDescriptor } from '../customers.descriptor.js';
import { customersCreated } from '../customers.events.js';
import { CustomerDuplicates } from '../duplicates/customer-duplicates.js';
import { CustomerReferences } from './customer-references.js';
import type { CreateCustomerRequest } from './customer.requests.js';
import { insertCustomers, type NewCustomer } from './customer.writes.js';

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
    const [entry] = (await this.checked(ctx, [request])) as [Entry];
    const place = await this.places.decide(ctx, poolableOf('customer'), request, entry.values);
    const equal = await this.duplicates.refuse(ctx, entry.fields);
    const near = await this.duplicates.nearTo(ctx, request.name, new Set(equal.map((each) => each.id)));
    await this.write(ctx, [{ ...entry.fields, ...place }]);
    return { id: entry.fields.id, duplicates: [...equal.map(duplicateView), ...near] };
  }

  /**
   * Creates customers for these owners, or for the actor, all or none of them; as many statements for many as for one.
   * Answers their ids. @throws as `create`, for the first that is refused
   */
  async createAll(ctx: Ctx, requests: readonly Omit<CreateCustomerRequest, 'poolId' | 'route'>[]): Promise<string[]> {
    const entries = await this.checked(ctx, requests);
    const owned = entries.map(({ values }, n) => ({ ownerId: requests[n]!.ownerId, values }));
    const places = await this.places.owned(ctx, poolableOf('customer'), owned);
    const fields = entries.map((entry) => entry.fields);
    await this.duplicates.refuseAll(ctx, fields);
    await this.write(
      ctx,
      fields.map((each, n) => ({ ...each, ...places[n]! })),
    );
    return fields.map(({ id }) => id);
  }

  private async checked(ctx: Ctx, requests: readonly CreateCustomerRequest[]): Promise<Entry[]> {
    const bodies = requests.map(({ poolId: _pool, ownerId: _owner, route: _route, ...body }) => ({ id: newId(), body }));
    const custom = await this.writes.ofNewEach(ctx, customerDescriptor, bodies);
    await this.references.checkNew(
      ctx,
      bodies.map(({ body }) => body),
    );
    return bodies.map(({ id, body }, n) => ({
      fields: { ...body, id, custom: custom[n]! },
      values: { state: 'active', ...requests[n], custom: custom[n] },
    }));
  }

  private async write(ctx: Ctx, customers: readonly NewCustomer[]): Promise<void> {
    const unique = await this.duplicates.unique(ctx);
    const unnumbered = customers.filter(({ number }) => number === undefined || number === null).length;
    // as late as possible: where numbers have no gaps, others wait from here on
    const numbers = unnumbered > 0 ? await this.numbers.next(ctx, 'customer', unnumbered) : [];
    const numbered = customers.map((customer) => ({ ...customer, number: customer.number ?? numbers.shift()! }));
    await insertCustomers(ctx, numbered, unique);
    const owned = customers.filter(({ ownerId, homePoolId }) => ownerId && homePoolId).map(({ id }) => id);
    if (owned.length > 0) await this.reclaim.refresh(ctx, 'customer', owned);
    ctx.emit(customersCreated({ ids: customers.map(({ id }) => id) }));
  }
}

/** A customer on its way: what will be written of it but its place, and what rules may ask of it. */
interface Entry {
  fields: Omit<NewCustomer, keyof NewPlace> & { custom: Record<string, unknown> };
  values: Record<string, unknown>;
}
