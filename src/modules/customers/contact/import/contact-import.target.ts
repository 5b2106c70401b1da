import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Ctx } from '../../../../platform/context/ctx.js';
import { text } from '../../../../platform/i18n/locale.js';
import { CustomFields } from '../../../../platform/records/index.js';
import { ExportTargets } from '../../../../platform/records/export/index.js';
import {
  ImportTargets,
  type ImportColumn,
  type ImportRun,
  type ImportTarget,
  type ImportUndoing,
  type ParsedRow,
} from '../../../../platform/records/import/index.js';
import { fillRecords } from '../../../pools/index.js';
import { OTHER_PHONES } from '../../import/other-phones.js';
import { ContactQueries, FILLED, nameKeys } from '../contact.queries.js';
import { contactDescriptor } from '../contacts.descriptor.js';
import { contactsCreated } from '../contacts.events.js';
import { CUSTOMER, judgeContacts, type ContactSession, type ContactVerdict } from './contact-import.judge.js';
import { CONTACT_IMPORT_DEFAULTS, type ContactImportRules } from './contact-import.options.js';

/** Contacts from spreadsheets and into them: who may change a customer may bring in its contacts (CUST-09). */
@Injectable()
export class ContactImportTarget implements ImportTarget<ContactImportRules, ContactSession, ContactVerdict>, OnModuleInit {
  readonly descriptor = contactDescriptor;
  readonly defaults = CONTACT_IMPORT_DEFAULTS;
  readonly columns: readonly ImportColumn[] = [
    {
      key: CUSTOMER,
      label: text('客户', 'Customer'),
      type: 'text',
      required: true,
      aliases: ['客户名称', '客户全称', '公司', '公司名称', '所属客户', '客户编号', 'company'],
      note: text('客户全称或客户编号', 'Name or number of the customer'),
    },
    OTHER_PHONES,
  ];
  readonly undo: ImportUndoing = { remove: (ctx, ids) => this.queries.remove(ctx, ids) };

  constructor(
    private readonly targets: ImportTargets,
    private readonly exports: ExportTargets,
    private readonly customFields: CustomFields,
    private readonly queries: ContactQueries,
  ) {}

  onModuleInit(): void {
    this.targets.register(this);
    this.exports.register({ descriptor: contactDescriptor });
  }

  /** Every rule may be used by whoever may import. */
  async check(): Promise<void> {}

  async begin(ctx: Ctx, run: ImportRun<ContactImportRules>): Promise<ContactSession> {
    const custom = await this.customFields.of(ctx, 'contact');
    const defaulted = custom.filter(({ defaultValue }) => defaultValue !== null);
    return { run, customDefaults: Object.fromEntries(defaulted.map(({ key, defaultValue }) => [key, defaultValue])) };
  }

  foresee({ values }: ParsedRow): void {
    nameKeys(values.name as string);
  }

  judge(ctx: Ctx, session: ContactSession, rows: ParsedRow[]): Promise<ContactVerdict[]> {
    return judgeContacts(ctx, session, rows);
  }

  /** A fixed number of statements for a batch. */
  async write(ctx: Ctx, _session: ContactSession, verdicts: ContactVerdict[]): Promise<void> {
    const created = verdicts.flatMap(({ outcome, contact }) => (outcome === 'created' && contact ? [contact] : []));
    const updated = verdicts.flatMap(({ updates, values }) =>
      updates === undefined ? [] : [{ ...values, id: updates, ...nameKeys(values.name) }],
    );
    if (created.length > 0) await this.queries.insert(ctx, created);
    await fillRecords(ctx, 'contacts', FILLED, updated);
    for (const [customerId, contacts] of Map.groupBy(created, (contact) => contact.customerId))
      ctx.emit(contactsCreated({ customerId, ids: contacts.map(({ id }) => id) }));
  }
}
