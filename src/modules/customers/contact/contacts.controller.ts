import { Body, Controller, Delete, Get, Param, ParseUUIDPipe, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fieldForbidden, forbidden, versionMismatch } from '../../../platform/errors/index.js';
import { filesNotUsable } from '../../../platform/files/index.js';
import { Context, Created, Fails, IfMatch } from '../../../platform/http/index.js';
import { customValueTaken, ListQuery, searchTooBroad } from '../../../platform/records/index.js';
import { customerNotActive, customerNotFound } from '../customers.errors.js';
import { Timeline } from '../timeline/timeline.js';
import { TimelineRequest } from '../timeline/timeline.requests.js';
import { TimelineView } from '../timeline/timeline.view.js';
import { contactDescriptor } from './contacts.descriptor.js';
import { contactArchived, contactNotArchived, contactNotFound } from './contacts.errors.js';
import { CreateContactRequest, MoveContactRequest, UpdateContactRequest } from './contact.requests.js';
import { ContactListView, ContactView, WrittenContactView } from './contact.view.js';
import { Contacts } from './contacts.service.js';

@ApiTags('Contacts')
@Controller('contacts')
export class ContactsController {
  constructor(
    private readonly contacts: Contacts,
    private readonly timelines: Timeline,
  ) {}

  /** List contacts: filter, search, sort, page. */
  @Get()
  @Can('read', 'contact')
  @Fails(searchTooBroad)
  list(@Context() ctx: Ctx, @Query() query: ListQuery): Promise<ContactListView> {
    return this.contacts.list(ctx, query);
  }

  /** Create a contact at a customer. Others of the customer with the same phone are named, not refused. */
  @Post()
  @Created('contacts', WrittenContactView)
  @Can('create', 'contact')
  @Fails(customerNotFound, customerNotActive, fieldForbidden, filesNotUsable, customValueTaken)
  create(@Context() ctx: Ctx, @Body() body: CreateContactRequest): Promise<WrittenContactView> {
    return this.contacts.create(ctx, body);
  }

  /** Read one contact. */
  @Get(':id')
  @Can('read', 'contact')
  @Fails(contactNotFound)
  get(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<ContactView> {
    return this.contacts.get(ctx, id);
  }

  /** Change a contact (JSON merge patch). */
  @Patch(':id')
  @Can('update', 'contact')
  @Fails(contactNotFound, contactArchived, versionMismatch, fieldForbidden, filesNotUsable, customValueTaken)
  update(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: UpdateContactRequest,
    @IfMatch() version?: number,
  ): Promise<WrittenContactView> {
    return this.contacts.update(ctx, id, body, version);
  }

  /** Move a contact to another customer; needs the permission to change both. */
  @Put(':id/customer')
  @Can('update', 'contact')
  @Fails(contactNotFound, contactArchived, customerNotFound, customerNotActive, versionMismatch, forbidden)
  move(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: MoveContactRequest,
    @IfMatch() version?: number,
  ): Promise<WrittenContactView> {
    return this.contacts.move(ctx, id, body.customerId, version);
  }

  /** Archive a contact: who has left stays in the history, not in the way. */
  @Put(':id/archive')
  @Can('update', 'contact')
  @Fails(contactNotFound, contactArchived, versionMismatch)
  archive(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @IfMatch() version?: number): Promise<ContactView> {
    return this.contacts.setStatus(ctx, id, 'archived', version);
  }

  /** Bring an archived contact back. */
  @Delete(':id/archive')
  @Can('update', 'contact')
  @Fails(contactNotFound, contactNotArchived, versionMismatch)
  restore(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @IfMatch() version?: number): Promise<ContactView> {
    return this.contacts.setStatus(ctx, id, 'active', version);
  }

  /** What happened to a contact, newest first: follow-ups that were about them, changes. */
  @Get(':id/timeline')
  @Can('read', 'contact')
  @Fails(contactNotFound)
  timeline(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Query() query: TimelineRequest): Promise<TimelineView> {
    return this.timelines.of(ctx, { descriptor: contactDescriptor, missing: contactNotFound }, id, query);
  }
}

@ApiTags('Contacts')
@Controller('customers/:id/contacts')
export class CustomerContactsController {
  constructor(private readonly contacts: Contacts) {}

  /** List the contacts of a customer: filter, search, sort, page. */
  @Get()
  @Can('read', 'customer')
  @Fails(customerNotFound, searchTooBroad)
  list(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Query() query: ListQuery): Promise<ContactListView> {
    return this.contacts.ofCustomer(ctx, id, query);
  }
}
