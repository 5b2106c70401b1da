import sql, { raw } from 'sql-template-tag';
import { companyKey, pinyinOf } from '../../../platform/text/index.js';
import { registerComparison, type Comparable } from '../../pools/index.js';
import { leadDescriptor } from '../leads.descriptor.js';

/** What of a lead is compared. */
export interface ComparableLead extends Comparable {
  name?: string | null;
  company?: string | null;
  phone?: string | null;
}

/** One lead per phone number, a warning for the same company: what an enterprise begins with. */
registerComparison({
  descriptor: leadDescriptor,
  // those that were merged into another one are that one
  counted: raw(`r.status <> 'merged'`),
  tellsDepartment: false,
  fields: {
    phone: {
      action: 'refuse',
      keyOf: ({ phone }: ComparableLead) => phone ?? null,
      match: (keys) => ({
        value: sql`r.phone`,
        where: sql`r.phone_reversed = ANY (${keys.map((key) => [...key].reverse().join(''))}::text[])`,
      }),
    },
    company: {
      action: 'warn',
      keyOf: ({ company }: ComparableLead) => (company ? companyKey(company) : null),
      match: (keys) => ({ value: sql`r.company_key`, where: sql`r.company_key = ANY (${keys}::text[])` }),
    },
    name: {
      action: 'allow',
      keyOf: ({ name }: ComparableLead) => name ?? null,
      // the index is on the pinyin; the name itself decides
      match: (keys) => ({
        value: sql`r.name`,
        where: sql`r.name_pinyin = ANY (${keys.map((name) => pinyinOf(name).full)}::text[]) AND r.name = ANY (${keys}::text[])`,
      }),
    },
  },
});
