import sql, { type Sql } from 'sql-template-tag';
import { defineRelation } from '../../platform/authz/index.js';

/** Pools in which the employee stands in a part, by person, role, or department with all below. */
const poolsOf = (employeeId: string, part: Sql): Sql => sql`
  SELECT m.pool_id AS id FROM pool_members m JOIN employee_groups g ON g.tenant_id = m.tenant_id AND g.group_id = m.group_id
  WHERE g.employee_id = ${employeeId}::uuid AND ${part}`;

/** Pools that the employee may claim from; administrators are members too. */
export const memberPools = defineRelation('memberPools', (employeeId) => poolsOf(employeeId, sql`TRUE`));

/** Pools that the employee runs. */
export const administeredPools = defineRelation('administeredPools', (employeeId) => poolsOf(employeeId, sql`m.part = 'admin'`));
