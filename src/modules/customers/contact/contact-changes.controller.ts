import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { changesControllerOf, changesOf } from '../../../platform/records/change-feed/index.js';
import { ContactView } from './contact.view.js';
import { contactDescriptor } from './contacts.descriptor.js';

export class ContactChangesView extends changesOf(ContactView) {}

const FOLLOWS_CUSTOMER =
  'Whose a contact is, and who may see it, goes by its customer. When a customer changes its owner, its sea or its privacy, the feed of ' +
  'customers tells so and this one does not: then read `GET /customers/{id}/contacts` anew, and forget the contacts of a customer ' +
  'that you have lost. A contact that was moved to a customer whom you may not see is told here, as `removed`.';

/** What changed of contacts, for other systems that keep a copy. */
@ApiTags('Contacts')
@Controller('contacts')
export class ContactChangesController extends changesControllerOf(contactDescriptor, ContactChangesView, FOLLOWS_CUSTOMER) {}
