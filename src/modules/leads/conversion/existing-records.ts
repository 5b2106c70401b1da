import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { contactNotFound, Contacts, CustomersService } from '../../customers/index.js';
import type { Values } from './conversion-draft.js';
import { overridden } from './overrides.js';

/** Customers and contacts that are there already: what a lead knows more is added, what they have stays. */
@Injectable()
export class ExistingRecords {
  constructor(
    private readonly customers: CustomersService,
    private readonly contacts: Contacts,
  ) {}

  /** @throws customerNotFound */
  async customerChanges(ctx: Ctx, id: string, carried: Values, said: object | undefined): Promise<Values> {
    return overridden(additions(carried, await this.customers.get(ctx, id)), said);
  }

  /** @throws contactNotFound, also for a contact of another customer */
  async contactChanges(
    ctx: Ctx,
    id: string,
    customerId: string,
    carried: Values,
    said: object | null | undefined,
  ): Promise<Values> {
    const contact = await this.contacts.get(ctx, id);
    if (contact.customerId !== customerId.toLowerCase()) throw contactNotFound();
    return overridden(additions(carried, contact), said);
  }

  /** @throws customerNotFound, forbidden, customerNotActive and what a change may be refused for */
  async changeCustomer(ctx: Ctx, id: string, carried: Values, said: object | undefined): Promise<void> {
    await this.customers.lock(ctx, 'update', id);
    const changes = await this.customerChanges(ctx, id, carried, said);
    if (Object.keys(changes).length > 0) await this.customers.update(ctx, id, changes, undefined);
  }

  /** @throws contactNotFound, contactArchived and what a change may be refused for */
  async changeContact(ctx: Ctx, id: string, customerId: string, carried: Values, said: object | null | undefined): Promise<void> {
    const changes = await this.contactChanges(ctx, id, customerId, carried, said);
    await this.contacts.update(ctx, id, changes, undefined);
  }

  /** Adds a contact to a customer that is locked or new; answers its id. */
  addContact(ctx: Ctx, customerId: string, values: Values): Promise<string> {
    return this.contacts.add(ctx, { ...values, customerId } as Parameters<Contacts['add']>[1]);
  }

  /** The same for many new customers, each with a contact of its own. */
  addContacts(ctx: Ctx, contacts: readonly { customerId: string; values: Values }[]): Promise<string[]> {
    const requests = contacts.map(({ customerId, values }) => ({ ...values, customerId }));
    return this.contacts.addAll(ctx, requests as unknown as Parameters<Contacts['addAll']>[1]);
  }
}

/** Of the carried values those whose field is empty; tags are united. A field that the actor may not see is not empty. */
function additions(
  { custom = {}, ...carried }: Values,
  { custom: own = {}, ...record }: object & { custom?: Record<string, unknown> },
): Values {
  const values = record as Record<string, unknown>;
  const added = Object.entries(carried).flatMap(([key, value]): [string, unknown][] => {
    if (key === 'tags') return united(values.tags as string[] | undefined, value as string[]);
    return values[key] === null ? [[key, value]] : [];
  });
  const more = Object.entries(custom).filter(([key]) => own[key] === undefined);
  return { ...Object.fromEntries(added), ...(more.length > 0 ? { custom: Object.fromEntries(more) } : {}) };
}

/** No more than a record may have. */
function united(own: string[] | undefined, carried: string[]): [string, unknown][] {
  const all = [...new Set([...(own ?? []), ...carried])].slice(0, 50);
  return own && all.length > own.length ? [['tags', all]] : [];
}
