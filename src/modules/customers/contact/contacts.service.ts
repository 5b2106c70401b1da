import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { versionMismatch } from '../../../platform/errors/index.js';
import {
  RecordLists,
  RecordReader,
  RecordWrites,
  usualScope,
  type ListQuery,
  type Page,
} from '../../../platform/records/index.js';
import { CustomersService } from '../customer/customers.service.js';
import { customerDescriptor } from '../customers.descriptor.js';
import { customerNotFound } from '../customers.errors.js';
import { contactDescriptor } from './contacts.descriptor.js';
import { contactArchived, contactNotArchived, contactNotFound } from './contacts.errors.js';
import { contactMoved, contactsCreated } from './contacts.events.js';
import { ContactQueries } from './contact.queries.js';
import type { CreateContactRequest, UpdateContactRequest } from './contact.requests.js';
import type { ContactView, SamePhoneView, WrittenContactView } from './contact.view.js';

/** A contact that is locked for a change. */
interface LockedContact extends Record<string, unknown> {
  version: number;
  status: ContactView['status'];
  customerId: string;
}

/** The people at customers (CUST-06). Who may change the customer may change them. */
@Injectable()
export class Contacts {
  constructor(
    private readonly lists: RecordLists,
    private readonly reader: RecordReader,
    private readonly writes: RecordWrites,
    private readonly customers: CustomersService,
    private readonly queries: ContactQueries,
  ) {}

  list(ctx: Ctx, query: ListQuery): Promise<Page<ContactView>> {
    const scope = usualScope(ctx, 'contact', query.filter);
    return this.lists.list<ContactView>(ctx, contactDescriptor, query, { defaultScope: scope });
  }

  /** @throws customerNotFound where the actor may not read the customer */
  async ofCustomer(ctx: Ctx, customerId: string, query: ListQuery): Promise<Page<ContactView>> {
    await this.reader.permit(ctx, customerDescriptor, 'read', customerId, customerNotFound, { lock: false });
    return this.lists.list<ContactView>(ctx, contactDescriptor, query, { where: sql`r.customer_id = ${customerId}::uuid` });
  }

  get(ctx: Ctx, id: string): Promise<ContactView> {
    return this.reader.get<ContactView>(ctx, contactDescriptor, id, contactNotFound);
  }

  /** @throws customerNotFound, forbidden, customerNotActive, fieldForbidden, validationFailed */
  async create(ctx: Ctx, request: CreateContactRequest): Promise<WrittenContactView> {
    await this.customers.lock(ctx, 'update', request.customerId);
    return this.written(ctx, await this.add(ctx, request));
  }

  /** Writes a contact of a customer that the caller has locked, or just made; answers its id. @throws fieldForbidden, validationFailed */
  async add(ctx: Ctx, request: CreateContactRequest): Promise<string> {
    return (await this.addAll(ctx, [request]))[0]!;
  }

  /** The same for many, each of a customer of its own; as many statements as for one. @throws as `add`, for the first that is refused */
  async addAll(ctx: Ctx, requests: readonly CreateContactRequest[]): Promise<string[]> {
    const bodies = requests.map(({ customerId: _customer, ...body }) => ({ id: newId(), body }));
    const custom = await this.writes.ofNewEach(ctx, contactDescriptor, bodies);
    const contacts = requests.map((request, n) => ({ ...request, custom: custom[n]!, id: bodies[n]!.id }));
    await this.queries.insert(ctx, contacts);
    for (const { customerId, id } of contacts) ctx.emit(contactsCreated({ customerId, ids: [id] }));
    return contacts.map(({ id }) => id);
  }

  /** @throws contactNotFound, forbidden, versionMismatch, contactArchived, customerNotActive, fieldForbidden, validationFailed */
  async update(ctx: Ctx, id: string, request: UpdateContactRequest, expected: number | undefined): Promise<WrittenContactView> {
    await this.lock(ctx, id, 'active', expected);
    const custom = await this.writes.ofChange(ctx, contactDescriptor, id, request);
    const { custom: _input, ...fields } = request;
    await this.queries.update(ctx, id, { ...fields, ...(custom ? { custom } : {}) });
    return this.written(ctx, id);
  }

  /** Archives a contact who has left, or brings one back. @throws contactArchived, contactNotArchived */
  async setStatus(ctx: Ctx, id: string, status: 'active' | 'archived', expected: number | undefined): Promise<ContactView> {
    await this.lock(ctx, id, status === 'active' ? 'archived' : 'active', expected);
    await this.queries.setStatus(ctx, id, status);
    return this.get(ctx, id);
  }

  /** A person who changes the company: the follow-ups so far stay where they were written, and with the person. @throws as `create` and `update` */
  async move(ctx: Ctx, id: string, customerId: string, expected: number | undefined): Promise<WrittenContactView> {
    const { customerId: from } = await this.lock(ctx, id, 'active', expected);
    await this.customers.lock(ctx, 'update', customerId);
    await this.queries.move(ctx, id, customerId);
    ctx.emit(contactMoved({ contactId: id, fromCustomerId: from, toCustomerId: customerId }));
    return this.written(ctx, id);
  }

  private async lock(ctx: Ctx, id: string, wanted: 'active' | 'archived', expected: number | undefined): Promise<LockedContact> {
    const contact = await this.reader.permit<LockedContact>(ctx, contactDescriptor, 'update', id, contactNotFound, {
      columns: sql`, r.status, r.customer_id AS "customerId"`,
    });
    if (expected !== undefined && contact.version !== expected) throw versionMismatch({ currentVersion: contact.version });
    if (contact.status !== wanted) throw wanted === 'active' ? contactArchived() : contactNotArchived();
    return contact;
  }

  /** The contact, and others of the customer whose phone is the same, where the actor may see phones and names. */
  private async written(ctx: Ctx, id: string): Promise<WrittenContactView> {
    const hidden = ctx.ability.hiddenFields('contact');
    const mayKnow = !['name', 'phone', 'otherPhones'].some((key) => hidden.has(key));
    const duplicates: SamePhoneView[] = mayKnow ? await this.queries.samePhone(ctx, id) : [];
    return { ...(await this.get(ctx, id)), duplicates };
  }
}
