import sql, { type Sql } from 'sql-template-tag';
import {
  defineRelation,
  type PathNode,
  type Relation,
  type RelationPath,
  type StandingRule,
} from '../../platform/authz/index.js';

/** Pools in which the employee stands in a part, by person, role, or department with all below. */
const poolsOf = (employeeId: string, part: Sql): Sql => sql`
  SELECT m.pool_id AS id FROM pool_members m JOIN employee_groups g ON g.tenant_id = m.tenant_id AND g.group_id = m.group_id
  WHERE g.employee_id = ${employeeId}::uuid AND ${part}`;

/** From the pool by the group through which the employee belongs to it; the closest group first: person, role, department. */
const membershipPath =
  (part: Sql): RelationPath =>
  async (db, poolId, employeeId) => {
    const way = await db.maybe<{
      pool: string;
      groupId: string;
      kind: string;
      part: string;
      groupName: string;
      person: string;
    }>(sql`
      SELECT p.name AS pool, m.group_id AS "groupId", m.kind, m.part, e.name AS person, coalesce(d.name, ro.name, e.name) AS "groupName"
      FROM pool_members m
      JOIN pools p ON p.tenant_id = m.tenant_id AND p.id = m.pool_id
      JOIN employee_groups g ON g.tenant_id = m.tenant_id AND g.group_id = m.group_id AND g.employee_id = ${employeeId}::uuid
      JOIN employees e ON e.tenant_id = m.tenant_id AND e.id = g.employee_id
      LEFT JOIN departments d ON d.tenant_id = m.tenant_id AND d.id = m.group_id
      LEFT JOIN roles ro ON ro.tenant_id = m.tenant_id AND ro.id = m.group_id
      WHERE m.pool_id = ${poolId}::uuid AND ${part}
      ORDER BY array_position(ARRAY['employee', 'role', 'department'], m.kind), m.part DESC, m.group_id LIMIT 1`);
    if (!way) return [];
    const pool: PathNode = { type: 'pool', id: poolId, name: way.pool, link: null };
    const person: PathNode = {
      type: 'employee',
      id: employeeId,
      name: way.person,
      link: way.kind === 'role' ? 'heldBy' : 'hasMember',
    };
    if (way.kind === 'employee') return [pool, { ...person, link: way.part }];
    return [pool, { type: way.kind, id: way.groupId, name: way.groupName, link: way.part }, person];
  };

/** What somebody owns stands in no pool: the employee's pools are looked up for what does. */
function inPools(name: string, part: Sql): Relation {
  const relation = defineRelation(name, (employeeId) => poolsOf(employeeId, part), membershipPath(part));
  return { ...relation, holds: (value, employeeId) => sql`(${value} IS NOT NULL AND ${relation.holds(value, employeeId)})` };
}

/** Pools that the employee may claim from; administrators are members too. */
export const memberPools = inPools('memberPools', sql`TRUE`);

/** Pools that the employee runs. */
export const administeredPools = inPools('administeredPools', sql`m.part = 'admin'`);

/** What policies of records in pools register. */
export const poolRelations: readonly Relation[] = [memberPools, administeredPools];

/**
 * What membership adds for records in pools, whatever their kind: members see them and claim, administrators of the pool
 * run it (POOL-01, POOL-13). The policy names the columns `poolId` and `homePoolId`.
 */
export const pooledStanding = (employeeId: string): StandingRule[] => [
  { actions: ['read', 'claim'], conditions: { poolId: { $memberPools: employeeId } }, reason: 'poolMember' },
  {
    actions: ['read', 'update', 'assign', 'move', 'quarantine'],
    conditions: { poolId: { $administeredPools: employeeId } },
    reason: 'poolAdministrator',
    requires: 'read',
  },
  {
    actions: ['read', 'takeBack', 'assign'],
    conditions: { homePoolId: { $administeredPools: employeeId } },
    reason: 'homePoolAdministrator',
    requires: 'read',
  },
];
