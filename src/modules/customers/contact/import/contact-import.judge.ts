import sql from 'sql-template-tag';
import { scoped } from '../../../../platform/authz/index.js';
import type { Ctx } from '../../../../platform/context/ctx.js';
import { newId } from '../../../../platform/database/ids.js';
import {
  holdFound,
  valueRequired,
  type ImportRun,
  type ParsedRow,
  type RowIssue,
  type Verdict,
} from '../../../../platform/records/import/index.js';
import { companyKey } from '../../../../platform/text/index.js';
import { duplicateInFile } from '../../../pools/index.js';
import { customerPolicy } from '../../customers.policy.js';
import { OTHER_PHONES, otherPhonesOf } from '../../import/other-phones.js';
import { keptFrom } from '../../privacy/private-to.js';
import type { NewContact } from '../contact.queries.js';
import { customerAmbiguous, customerNotYours, customerUnknown, daysInvalid, sameContact } from './contact-import.issues.js';
import type { ContactImportRules } from './contact-import.options.js';

export const CUSTOMER = 'customer';

/** What one import of contacts knows from its beginning. */
export interface ContactSession {
  run: ImportRun<ContactImportRules>;
  customDefaults: Readonly<Record<string, unknown>>;
}

/** Fields of a row as a contact has them. */
type Values = Partial<NewContact> & { name: string };

export interface ContactVerdict extends Verdict {
  values: Values;
  /** The contact that it becomes, when it is created. */
  contact?: NewContact;
  /** The contact that it fills, when it updates one. */
  updates?: string;
}

interface Customer extends Record<string, unknown> {
  id: string;
  key: string;
  number: string | null;
  permitted: boolean;
}

/** Decides what becomes of rows: whose contacts they are and whether those are there already, each asked for all rows at once. */
export async function judgeContacts(ctx: Ctx, session: ContactSession, rows: ParsedRow[]): Promise<ContactVerdict[]> {
  const verdicts = rows.map((row) => begun(session, row));
  const customers = await customersOf(ctx, session, verdicts);
  for (const verdict of verdicts) atCustomer(session, verdict, customers);
  const open = verdicts.filter(({ outcome }) => outcome !== 'failed');
  const standing = await contactsOf(ctx, session, open);
  const { duplicates } = session.run.options;
  if (duplicates !== 'create') for (const verdict of open) meet(verdict, duplicates, standing);
  return verdicts;
}

function begun({ run }: ContactSession, row: ParsedRow): ContactVerdict {
  const { [CUSTOMER]: _customer, [OTHER_PHONES.key]: others, ...cells } = row.values;
  const custom = Object.entries(cells).flatMap(([key, value]) => (key.startsWith('custom.') ? [[key.slice(7), value]] : []));
  const own = Object.fromEntries(Object.entries(cells).filter(([key]) => !key.startsWith('custom.')));
  const values = {
    ...own,
    ...(custom.length > 0 ? { custom: Object.fromEntries(custom) as Record<string, unknown> } : {}),
    importId: run.id,
  } as unknown as Values;
  const verdict: ContactVerdict = { row, values, outcome: 'created', issues: [] };
  const phones = otherPhonesOf(others);
  if ('issue' in phones) refuse(verdict, phones.issue);
  else if (others !== undefined) values.otherPhones = phones.phones;
  const days = values.remindDaysBefore;
  if (days !== undefined && days !== null && (days < 0 || days > 30)) refuse(verdict, daysInvalid('remindDaysBefore'));
  return verdict;
}

function refuse(verdict: ContactVerdict, issue: RowIssue): void {
  verdict.outcome = 'failed';
  verdict.issues.push(issue);
  delete verdict.contact;
}

const keyOf = (name: string): string => companyKey(name) ?? name;
/** Nothing while a draft has no such column. */
const customerOf = ({ row }: ContactVerdict): string | undefined => row.values[CUSTOMER] as string | undefined;

/** Customers by name or number that the actor may see, with whether they may change them; where they stand, they stay. */
async function customersOf(
  ctx: Ctx,
  { run }: ContactSession,
  verdicts: readonly ContactVerdict[],
): Promise<Map<string, Customer[]>> {
  const words = [...new Set(verdicts.map(customerOf).filter((each) => each !== undefined))];
  const kept = keptFrom(ctx.actor.employeeId);
  const named = sql`
    SELECT r.id, r.name_key AS key, r.number, (${scoped(ctx, 'update', customerPolicy)} AND NOT ${kept}) IS TRUE AS permitted
    FROM customers r WHERE r.state = 'active' AND r.id IN (
        SELECT n.id FROM customers n WHERE n.name_key = ANY (${words.map(keyOf)}::text[])
        UNION SELECT n.id FROM customers n WHERE n.number = ANY (${words}::text[])
      ) AND ${scoped(ctx, 'read', customerPolicy)} AND NOT ${kept}`;
  // as each new contact holds its customer
  const rows = await holdFound(ctx, run, 'customers', 'SHARE', () => ctx.db.query<Customer>(named));
  const found = new Map<string, Customer[]>();
  for (const word of words) {
    const numbered = rows.filter(({ number }) => number === word);
    found.set(word, numbered.length > 0 ? numbered : rows.filter(({ key }) => key === keyOf(word)));
  }
  return found;
}

function atCustomer({ customDefaults }: ContactSession, verdict: ContactVerdict, customers: Map<string, Customer[]>): void {
  const customer = customerOf(verdict);
  if (customer === undefined) return refuse(verdict, valueRequired(CUSTOMER));
  const [found, ...others] = customers.get(customer)!;
  if (!found) refuse(verdict, customerUnknown(CUSTOMER, { customer }));
  else if (others.length > 0) refuse(verdict, customerAmbiguous(CUSTOMER, { customer }));
  else if (!found.permitted) refuse(verdict, customerNotYours(CUSTOMER, { customer }));
  else {
    verdict.values.customerId = found.id;
    if (verdict.outcome === 'failed') return;
    const { values } = verdict;
    verdict.contact = { ...values, customerId: found.id, id: newId(), custom: { ...customDefaults, ...values.custom } };
  }
}

/** Contacts that stand already, by customer and name; of several of one name the first. Those that are filled are held. */
async function contactsOf(
  ctx: Ctx,
  { run }: ContactSession,
  verdicts: readonly ContactVerdict[],
): Promise<Map<string, string | ContactVerdict>> {
  const ids = [...new Set(verdicts.map(({ values }) => values.customerId!))];
  const names = [...new Set(verdicts.map(({ values }) => values.name))];
  const find = (): Promise<{ id: string; customerId: string; name: string }[]> =>
    ctx.db.query(sql`
      SELECT r.id, r.customer_id AS "customerId", r.name FROM contacts r
      WHERE r.customer_id = ANY (${ids}::uuid[]) AND r.name = ANY (${names}::text[]) AND r.status = 'active' ORDER BY r.id DESC`);
  const rows = await (run.options.duplicates === 'update' ? holdFound(ctx, run, 'contacts', 'UPDATE', find) : find());
  return new Map(rows.map(({ id, customerId, name }) => [`${customerId}\n${name}`, id]));
}

function meet(
  verdict: ContactVerdict,
  rule: Exclude<ContactImportRules['duplicates'], 'create'>,
  standing: Map<string, string | ContactVerdict>,
): void {
  const { name, customerId } = verdict.values;
  const key = `${customerId}\n${name}`;
  const before = standing.get(key);
  if (before === undefined) standing.set(key, verdict);
  else if (rule === 'update') update(verdict, before, () => standing.set(key, verdict));
  else {
    const issue =
      typeof before === 'string' ? sameContact('name', { name }) : duplicateInFile('name', { row: before.row.row, field: name });
    refuse(verdict, issue);
    if (rule === 'skip') verdict.outcome = 'skipped';
  }
}

/** What two rows say of one contact is written once. */
function update(verdict: ContactVerdict, before: string | ContactVerdict, stand: () => void): void {
  delete verdict.contact;
  verdict.outcome = 'updated';
  if (typeof before === 'string') {
    verdict.updates = before;
    stand();
    return;
  }
  const { custom, ...values } = verdict.values;
  for (const target of [before.values, before.contact]) {
    if (target) Object.assign(target, values, { custom: { ...target.custom, ...custom } });
  }
}
