import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { companyKey } from '../../../platform/text/index.js';
import { registerComparison, type Comparable, type DuplicateRules } from '../../pools/index.js';
import type { UniqueNames } from '../customer/customer.writes.js';
import { customerDescriptor } from '../customers.descriptor.js';
import { keptFrom } from '../privacy/private-to.js';

/** What of a customer is compared. */
export interface ComparableCustomer extends Comparable {
  name?: string | null;
  shortName?: string | null;
}

const keyOf = (name: string | null | undefined): string | null => (name ? (companyKey(name) ?? name) : null);

/** The same name is refused, full or short: what an enterprise begins with (CUST-02). */
registerComparison({
  descriptor: customerDescriptor,
  // those that were merged into another one are that one; archived ones are still there
  counted: raw(`r.state <> 'merged'`),
  tellsDepartment: true,
  secret: (ctx) => keptFrom(ctx.actor.employeeId),
  rulesChanged,
  fields: {
    name: {
      action: 'refuse',
      keyOf: ({ name }: ComparableCustomer) => keyOf(name),
      match: (keys) => ({ value: sql`r.name_key`, where: sql`r.name_key = ANY (${keys}::text[])` }),
    },
    shortName: {
      action: 'refuse',
      keyOf: ({ shortName }: ComparableCustomer) => keyOf(shortName),
      match: (keys) => ({ value: sql`r.short_key`, where: sql`r.short_key = ANY (${keys}::text[])` }),
    },
  },
});

/** The names that unique indexes hold under these rules. */
export const uniqueNames = (rules: DuplicateRules): UniqueNames => ({
  name: rules.get('name') === 'refuse',
  shortName: rules.get('shortName') === 'refuse',
});

/**
 * Gives every customer the keys that the rules hold unique, or takes them. Of customers that are equal already the oldest
 * has the key; the others are what they were.
 */
async function rulesChanged(ctx: Ctx, rules: DuplicateRules): Promise<void> {
  const { name, shortName } = uniqueNames(rules);
  await ctx.db.runOnce(sql`
    UPDATE customers r SET unique_name_key = k.name_key, unique_short_key = k.short_key
    FROM (
      SELECT c.id,
        CASE WHEN ${name} AND row_number() OVER (PARTITION BY c.name_key ORDER BY c.id) = 1 THEN c.name_key END AS name_key,
        CASE WHEN ${shortName} AND row_number() OVER (PARTITION BY c.short_key ORDER BY c.id) = 1 THEN c.short_key END AS short_key
      FROM customers c WHERE c.state <> 'merged'
    ) k
    WHERE r.id = k.id AND (r.unique_name_key, r.unique_short_key) IS DISTINCT FROM (k.name_key, k.short_key)`);
}
