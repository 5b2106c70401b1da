import sql from 'sql-template-tag';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** A station on the way from a record's value to the employee who is permitted. */
export interface PathNode {
  /** What it is: `employee`, `department`, `role`, `pool`. */
  type: string;
  id: string;
  name: string;
  /** How it follows from the station before: `superior`, `memberOf`, `ledBy` …; null for the first. */
  link: string | null;
}

/** The way from a value to the employee; empty where there is none. */
export type RelationPath = (db: UnitOfWork, value: string, employeeId: string) => Promise<PathNode[]>;

interface Edge extends Record<string, unknown> {
  below: string;
  above: string;
  aboveName: string;
  link: 'crmSuperior' | 'superior' | 'ledBy';
  departmentId: string | null;
  departmentName: string | null;
}

/** The shortest chain of superiors for CRM data, leaders of departments and overrides included (ORG-04). */
export const superiorPath: RelationPath = async (db, ownerId, viewerId) => {
  const edges = await edgesAbove(db, ownerId);
  const found = new Map<string, Edge | undefined>([[ownerId, undefined]]);
  // breadth first, so that the first way found is a shortest one; the map grows while it is walked
  for (const [at] of found) {
    if (at === viewerId) break;
    for (const edge of edges) if (edge.below === at && !found.has(edge.above)) found.set(edge.above, edge);
  }
  if (!found.has(viewerId)) return [];
  const chain: Edge[] = [];
  for (let edge = found.get(viewerId); edge; edge = found.get(edge.below)) chain.unshift(edge);
  const owner = await db.one<{ name: string }>(sql`SELECT e.name FROM employees e WHERE e.id = ${ownerId}::uuid`);
  return [{ type: 'employee', id: ownerId, name: owner.name, link: null }, ...chain.flatMap(stationsOf)];
};

function stationsOf({ above, aboveName, link, departmentId, departmentName }: Edge): PathNode[] {
  const person = { type: 'employee', id: above, name: aboveName, link };
  if (link !== 'ledBy' || departmentId === null) return [person];
  return [{ type: 'department', id: departmentId, name: departmentName ?? '', link: 'memberOf' }, person];
}

/** Every step up from the owner, with what makes it one. */
const edgesAbove = (db: UnitOfWork, ownerId: string): Promise<Edge[]> =>
  db.query<Edge>(sql`
    WITH RECURSIVE step AS MATERIALIZED (
      SELECT d.employee_id AS below, d.superior_id AS above FROM direct_crm_superiors d
    ), reached AS (
      SELECT ${ownerId}::uuid AS id
      UNION
      SELECT s.above FROM reached r JOIN step s ON s.below = r.id
    )
    SELECT s.below, s.above, a.name AS "aboveName", l.id AS "departmentId", l.name AS "departmentName",
      CASE WHEN EXISTS (SELECT FROM crm_superiors cs WHERE cs.employee_id = s.below) THEN 'crmSuperior'
        WHEN b.superior_id = s.above THEN 'superior' ELSE 'ledBy' END AS link
    FROM reached r JOIN step s ON s.below = r.id
    JOIN employees b ON b.tenant_id = current_tenant() AND b.id = s.below
    JOIN employees a ON a.tenant_id = current_tenant() AND a.id = s.above
    LEFT JOIN LATERAL (
      SELECT dd.id, dd.name FROM employee_departments ed
      JOIN department_closure dc ON dc.tenant_id = ed.tenant_id AND dc.descendant_id = ed.department_id
      JOIN departments dd ON dd.tenant_id = dc.tenant_id AND dd.id = dc.ancestor_id AND dd.leader_id = s.above
      WHERE ed.tenant_id = current_tenant() AND ed.employee_id = s.below ORDER BY dc.depth LIMIT 1
    ) l ON true
    ORDER BY s.below, s.above`);

/** From the owner by their department, upwards where it lies below one of the employee's, to the employee. */
export const departmentPath: RelationPath = async (db, ownerId, viewerId) => {
  const way = await db.maybe<Record<'owner' | 'viewer' | 'lowId' | 'lowName' | 'highId' | 'highName', string>>(sql`
    SELECT o.name AS owner, v.name AS viewer, low.id AS "lowId", low.name AS "lowName", high.id AS "highId", high.name AS "highName"
    FROM employee_departments theirs
    JOIN department_closure dc ON dc.tenant_id = theirs.tenant_id AND dc.descendant_id = theirs.department_id
    JOIN employee_departments mine ON mine.tenant_id = dc.tenant_id AND mine.department_id = dc.ancestor_id AND mine.employee_id = ${viewerId}::uuid
    JOIN departments low ON low.tenant_id = theirs.tenant_id AND low.id = theirs.department_id
    JOIN departments high ON high.tenant_id = mine.tenant_id AND high.id = mine.department_id
    JOIN employees o ON o.tenant_id = theirs.tenant_id AND o.id = theirs.employee_id
    JOIN employees v ON v.tenant_id = mine.tenant_id AND v.id = mine.employee_id
    WHERE theirs.employee_id = ${ownerId}::uuid ORDER BY dc.depth, low.id, high.id LIMIT 1`);
  if (!way) return [];
  const above = way.lowId === way.highId ? [] : [{ type: 'department', id: way.highId, name: way.highName, link: 'partOf' }];
  return [
    { type: 'employee', id: ownerId, name: way.owner, link: null },
    { type: 'department', id: way.lowId, name: way.lowName, link: 'memberOf' },
    ...above,
    { type: 'employee', id: viewerId, name: way.viewer, link: 'hasMember' },
  ];
};
