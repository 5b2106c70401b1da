import { Module, type OnModuleInit } from '@nestjs/common';
import { forgottenPinyin, registerPersonalSubject } from '../../../platform/erasure/index.js';
import { scoped } from '../../../platform/authz/index.js';
import { AttachmentSubjects, recordSubject } from '../../../platform/files/index.js';
import { FeedModule, registerCommentable } from '../../feed/index.js';
import { CustomersModule } from '../customers.module.js';
import { CustomerFollowUpsController } from '../follow-up/customer-follow-ups.controller.js';
import '../follow-up/customer-follow-ups.js';
import { FollowUpTimelineController } from '../follow-up/follow-up-timeline.controller.js';
import { FollowUpsModule } from '../follow-up/follow-ups.module.js';
import { TimelineModule } from '../timeline/timeline.module.js';
import { Birthdays } from './birthdays.js';
import { ContactImportTarget } from './import/contact-import.target.js';
import {
  ContactExportsController,
  ContactImportsController,
  ContactImportUndosController,
} from './import/contact-imports.controller.js';
import './import/contact.ties.js';
import { ContactChangesController } from './contact-changes.controller.js';
import { ContactQueries } from './contact.queries.js';
import { ContactsController, CustomerContactsController } from './contacts.controller.js';
import { contactDescriptor } from './contacts.descriptor.js';
import './contacts.integrity.js';
import { contactPolicy } from './contacts.policy.js';
import { Contacts } from './contacts.service.js';

registerCommentable({
  object: 'contact',
  label: contactDescriptor.label,
  table: 'contacts r',
  id: 'r.id',
  readable: (ctx) => scoped(ctx, 'read', contactPolicy),
  tells: 'r.owner_id',
});

/** What hangs below customers: contacts, follow-ups, the timeline. */
registerPersonalSubject({ descriptor: contactDescriptor, derived: forgottenPinyin('name_pinyin', 'initials') });

@Module({
  imports: [CustomersModule, FollowUpsModule, TimelineModule, FeedModule],
  controllers: [
    ContactImportsController,
    ContactImportUndosController,
    ContactExportsController,
    ContactChangesController,
    ContactsController,
    CustomerContactsController,
    CustomerFollowUpsController,
    FollowUpTimelineController,
  ],
  providers: [Contacts, ContactQueries, ContactImportTarget, Birthdays],
  exports: [Contacts, ContactQueries],
})
export class ContactsModule implements OnModuleInit {
  constructor(private readonly files: AttachmentSubjects) {}

  onModuleInit(): void {
    this.files.register(recordSubject(contactDescriptor));
  }
}
