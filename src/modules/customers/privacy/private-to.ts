import sql, { raw, type Sql } from 'sql-template-tag';

/**
 * Rows of customers that are private and of which this employee learns nothing but that they are there: neither owner nor
 * one of the owner's direct superiors nor collaborator (PERM-04). Never NULL: private customers have an owner.
 */
const kept = (alias: string, employeeId: string): Sql => {
  const customer = raw(alias);
  return sql`(${customer}.is_private AND ${customer}.owner_id <> ${employeeId}::uuid
    AND ${customer}.owner_id NOT IN (SELECT s.employee_id FROM direct_crm_superiors s WHERE s.superior_id = ${employeeId}::uuid)
    AND ${customer}.id NOT IN (SELECT c.record_id FROM collaborators c WHERE c.employee_id = ${employeeId}::uuid AND c.object = 'customer'))`;
};

/** Rows r of customers whose data are kept from this employee. */
export const keptFrom = (employeeId: string): Sql => kept('r', employeeId);

/** Rows r of what hangs below customers by customer_id, where the customer's data are kept. Index: customers_private. */
export const belowKept = (employeeId: string): Sql =>
  sql`(r.customer_id IN (SELECT k.id FROM customers k WHERE ${kept('k', employeeId)}))`;
