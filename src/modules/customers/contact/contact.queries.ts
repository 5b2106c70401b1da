import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import { updateRecord } from '../../../platform/records/index.js';
import { pinyinOf } from '../../../platform/text/index.js';
import type { FilledColumn } from '../../pools/index.js';
import type { CreateContactRequest } from './contact.requests.js';
import type { SamePhoneView } from './contact.view.js';

/** A contact about to be created, checked; keys as in the API. */
export type NewContact = CreateContactRequest & { id: string; importId?: string };

/** What people may write, by API key: column and its type. */
const COLUMNS: Readonly<Record<string, readonly [column: string, type: string]>> = {
  name: ['name', 'text'],
  title: ['title', 'text'],
  department: ['department', 'text'],
  phone: ['phone', 'text'],
  otherPhones: ['other_phones', 'text[]'],
  email: ['email', 'text'],
  wechat: ['wechat', 'text'],
  birthday: ['birthday', 'date'],
  remindDaysBefore: ['remind_days_before', 'integer'],
  gender: ['gender', 'text'],
  isKey: ['is_key', 'boolean'],
  decisionRole: ['decision_role', 'text'],
  remark: ['remark', 'text'],
  tags: ['tags', 'text[]'],
};
const WRITABLE = Object.fromEntries(Object.entries(COLUMNS).map(([key, [column]]) => [key, column]));
const NAMES = raw(['id', 'customer_id', 'import_id', 'custom', ...Object.values(WRITABLE), 'name_pinyin', 'initials'].join(', '));
const TYPES = raw(
  [
    'id uuid, customer_id uuid, import_id uuid, custom jsonb, name_pinyin text, initials text',
    ...Object.values(COLUMNS).map(([column, type]) => `${column} ${type}`),
  ].join(', '),
);
/** What a column holds where nothing was written. */
const EMPTY: Readonly<Record<string, unknown>> = { other_phones: [], tags: [], is_key: false };

@Injectable()
export class ContactQueries {
  /** In one statement however many; where they stand, their customer decides. */
  async insert(ctx: Ctx, contacts: readonly NewContact[]): Promise<void> {
    const rows = contacts.map((contact) => ({
      id: contact.id,
      customer_id: contact.customerId,
      import_id: contact.importId,
      custom: contact.custom ?? {},
      ...Object.fromEntries(
        Object.entries(WRITABLE).map(([key, column]) => [column, contact[key as keyof NewContact] ?? EMPTY[column] ?? null]),
      ),
      ...nameKeys(contact.name),
    }));
    await ctx.db.run(sql`
      INSERT INTO contacts (tenant_id, ${NAMES}, created_at, created_by, updated_at, updated_by)
      SELECT ${ctx.tenantId}::uuid, ${NAMES}, ${ctx.now}, ${actorIdOf(ctx)}::uuid, ${ctx.now}, ${actorIdOf(ctx)}::uuid
      FROM json_to_recordset(${JSON.stringify(rows)}::json) AS j(${TYPES})`);
  }

  async update(ctx: Ctx, id: string, changes: Record<string, unknown>): Promise<void> {
    const derived = typeof changes.name === 'string' ? nameKeys(changes.name) : {};
    await updateRecord(ctx, 'contacts', id, WRITABLE, changes, derived);
  }

  async setStatus(ctx: Ctx, id: string, status: 'active' | 'archived'): Promise<void> {
    await updateRecord(ctx, 'contacts', id, { status: 'status' }, { status });
  }

  async move(ctx: Ctx, id: string, customerId: string): Promise<void> {
    await updateRecord(ctx, 'contacts', id, { customerId: 'customer_id' }, { customerId });
  }

  /** Removes contacts whose import is taken back, in one statement however many; the caller has locked them. Answers how many. */
  remove(ctx: Ctx, ids: readonly string[]): Promise<number> {
    return ctx.db.run(sql`DELETE FROM contacts r WHERE r.tenant_id = ${ctx.tenantId}::uuid AND r.id = ANY (${[...ids]}::uuid[])`);
  }

  /** Other contacts of the same customer that have one of this one's phones. Index: contacts_of_customer. */
  samePhone(ctx: Ctx, id: string): Promise<SamePhoneView[]> {
    return ctx.db.query<SamePhoneView & Record<string, unknown>>(sql`
      SELECT o.id, o.name FROM contacts r JOIN contacts o ON o.tenant_id = r.tenant_id AND o.customer_id = r.customer_id AND o.id <> r.id AND o.status = 'active'
      WHERE r.id = ${id}::uuid AND (o.other_phones || coalesce(o.phone, '')) && array_remove(r.other_phones || coalesce(r.phone, ''), '')
      ORDER BY o.id LIMIT 20`);
  }
}

/** What a row of a spreadsheet may fill of an existing contact. */
export const FILLED: readonly FilledColumn[] = [
  ...Object.entries(COLUMNS).map(([key, [column, type]]): FilledColumn => [key, column, type]),
  ['name_pinyin', 'name_pinyin', 'text', 'derived'],
  ['initials', 'initials', 'text', 'derived'],
];

/** What follows from a contact's name. */
export function nameKeys(name: string): { name_pinyin: string; initials: string } {
  const { full, initials } = pinyinOf(name);
  return { name_pinyin: full, initials };
}
