import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { RoleSource } from '../../../platform/authz/ability-cache.js';
import { policies, withFollowing, type RoleGrants } from '../../../platform/authz/index.js';
import type { UnitOfWork } from '../../../platform/database/unit-of-work.js';

/** Answers the permission core: the roles given to an employee, and the one that everybody holds. */
@Injectable()
export class RoleQueries implements RoleSource {
  async rolesOf(db: UnitOfWork, employeeId: string): Promise<RoleGrants[]> {
    const roles = await db.query<RoleGrants & Record<string, unknown>>(sql`
      SELECT r.id AS "roleId", r.name AS "roleName", r.grants, r.field_rules AS "fieldRules"
      FROM roles r
      WHERE r.key = 'employee' OR r.id IN (SELECT er.role_id FROM employee_roles er WHERE er.employee_id = ${employeeId})
      ORDER BY r.id`);
    return withFollowing(roles, policies);
  }

  async rolesOfMany(db: UnitOfWork, employeeIds: readonly string[]): Promise<Map<string, RoleGrants[]>> {
    const rows = await db.query<RoleGrants & Record<string, unknown> & { employeeId: string }>(sql`
      SELECT e.id AS "employeeId", r.id AS "roleId", r.name AS "roleName", r.grants, r.field_rules AS "fieldRules"
      FROM employees e JOIN roles r ON r.tenant_id = e.tenant_id AND (r.key = 'employee'
        OR r.id IN (SELECT er.role_id FROM employee_roles er WHERE er.tenant_id = e.tenant_id AND er.employee_id = e.id))
      WHERE e.id = ANY (${employeeIds}::uuid[]) AND e.status = 'active' ORDER BY e.id, r.id`);
    return Map.groupBy(withFollowing(rows, policies), ({ employeeId }) => employeeId);
  }
}
