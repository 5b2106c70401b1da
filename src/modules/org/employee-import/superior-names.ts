import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { RowIssue } from '../../../platform/records/import/index.js';
import { normalisePhone } from '../../../platform/text/index.js';
import { SUPERIOR } from './employee-import.columns.js';
import { superiorAmbiguous, superiorRowFailed, superiorUnknown } from './employee-import.issues.js';
import type { Entry } from './employee-import.session.js';

interface Colleague extends Record<string, unknown> {
  id: string;
  name: string;
  phone: string | null;
  number: string | null;
}

type Found = { id: string } | { entry: Entry };

/** Finds superiors by name, phone or employee number among those who work here and the people of the file. */
export class SuperiorNames {
  private readonly byKey = new Map<string, Found>();
  private readonly byName = new Map<string, Found[]>();

  constructor(colleagues: readonly Colleague[], entries: readonly Entry[]) {
    for (const { id, name, phone, number } of colleagues) this.add({ id }, name, [phone, number]);
    // people whose rows fail come last: a key that a good row has too means the good one
    for (const entry of entries.toSorted((a, b) => a.issues.length - b.issues.length)) {
      const { name, phone, employeeNumber } = entry.person;
      this.add({ entry }, name, [phone, employeeNumber]);
    }
  }

  /** Reads whom the file names; those already taken on from the file are colleagues. */
  static async of(ctx: Ctx, entries: readonly Entry[]): Promise<SuperiorNames> {
    const words = [...new Set(entries.flatMap(({ row }) => wordOf(row.values[SUPERIOR]) ?? []))];
    const phones = words.flatMap((word) => normalisePhone(word) ?? []);
    const colleagues = await ctx.db.query<Colleague>(sql`
      SELECT id, name, phone, employee_number AS number FROM employees
      WHERE tenant_id = ${ctx.tenantId} AND kind = 'person' AND status <> 'left'
        AND (name = ANY (${words}::text[]) OR employee_number = ANY (${words}::text[]) OR phone = ANY (${phones}::text[]))`);
    return new SuperiorNames(
      colleagues,
      entries.filter(({ isSettled }) => !isSettled),
    );
  }

  /** Undefined where the row names nobody. */
  of({ row }: Entry): Found | { issue: RowIssue } | undefined {
    const superior = wordOf(row.values[SUPERIOR]);
    if (superior === undefined) return undefined;
    const key = this.byKey.get(superior) ?? this.byKey.get(normalisePhone(superior) ?? '');
    const named = this.byName.get(superior) ?? [];
    const good = named.filter((found) => !failedRow(found));
    if (!key && good.length > 1) return { issue: superiorAmbiguous(SUPERIOR, { superior }) };
    const found = key ?? good[0] ?? named[0];
    if (!found) return { issue: superiorUnknown(SUPERIOR, { superior }) };
    const failed = failedRow(found);
    return failed ? { issue: superiorRowFailed(SUPERIOR, { row: failed.row.row }) } : found;
  }

  private add(found: Found, name: string, keys: readonly (string | null | undefined)[]): void {
    const same = this.byName.get(name);
    if (same) same.push(found);
    else this.byName.set(name, [found]);
    for (const key of keys) if (key && !this.byKey.has(key)) this.byKey.set(key, found);
  }
}

const wordOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const failedRow = (found: Found): Entry | undefined =>
  'entry' in found && found.entry.issues.length > 0 ? found.entry : undefined;
