import sql, { type Sql } from 'sql-template-tag';
import { departmentPath, superiorPath, type RelationPath } from './relation-path.js';

/**
 * A relation between a column's value and an employee that only the database knows in full, used in rules as
 * `{ ownerId: { $visibleTo: employeeId } }`. SQL decides it; for front ends and proofs it can be listed.
 */
export interface Relation {
  name: string;
  /** True where the value stands in the relation to the employee. */
  holds(value: Sql, employeeId: string): Sql;
  /** All values that stand in the relation to the employee, as rows with a column `id`. */
  members(employeeId: string): Sql;
  /** How the value comes to stand in the relation, step by step from it to the employee; `explain` shows it (PERM-08). */
  path?: RelationPath;
}

function relation(name: string, members: (employeeId: string) => Sql, path?: RelationPath): Relation {
  return { name, members, holds: (value, employeeId) => sql`${value} IN (${members(employeeId)})`, ...(path ? { path } : {}) };
}

/** Makes a relation from the statement that lists its members as `id`. */
export const defineRelation = relation;

/** Owners below the employee in the CRM hierarchy, and the employee (ORG-04). */
export const visibleTo: Relation = {
  ...relation(
    'visibleTo',
    (employeeId) => sql`SELECT v.owner_id AS id FROM visibility v WHERE v.viewer_id = ${employeeId}::uuid`,
    superiorPath,
  ),
  // of a few rows the planner looks each owner up, of many it reads all whom the employee sees once: there may be thousands
  holds: (value, employeeId) =>
    sql`EXISTS (SELECT FROM visibility v WHERE v.viewer_id = ${employeeId}::uuid AND v.owner_id = ${value})`,
};

/** Owners who share a department with the employee. */
export const inDepartmentOf = relation(
  'inDepartmentOf',
  (employeeId) => sql`SELECT other.employee_id AS id FROM employee_departments mine
    JOIN employee_departments other ON other.tenant_id = mine.tenant_id AND other.department_id = mine.department_id
    WHERE mine.employee_id = ${employeeId}::uuid`,
  departmentPath,
);

/** Owners in a department of the employee or anywhere below it. */
export const inDepartmentTreeOf = relation(
  'inDepartmentTreeOf',
  (employeeId) => sql`SELECT other.employee_id AS id FROM employee_departments mine
    JOIN department_closure dc ON dc.tenant_id = mine.tenant_id AND dc.ancestor_id = mine.department_id
    JOIN employee_departments other ON other.tenant_id = dc.tenant_id AND other.department_id = dc.descendant_id
    WHERE mine.employee_id = ${employeeId}::uuid`,
  departmentPath,
);
