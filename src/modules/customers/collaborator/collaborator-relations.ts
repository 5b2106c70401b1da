import sql, { type Sql } from 'sql-template-tag';
import {
  defineRelation,
  type PathNode,
  type Relation,
  type RelationPath,
  type StandingRule,
} from '../../../platform/authz/index.js';

/** Ids of records of this kind on which the employee collaborates. Index: collaborators_by_employee. */
const recordsOf = (object: string, employeeId: string, part: Sql): Sql => sql`
  SELECT c.record_id AS id FROM collaborators c WHERE c.employee_id = ${employeeId}::uuid AND c.object = ${object} AND ${part}`;

/** What the policy of a kind of record with collaborators takes: relations, and the rules that stand on them (PERM-03). */
export interface Collaboration {
  relations: readonly Relation[];
  /** The records on which somebody collaborates, in whatever part. */
  all: Relation;
  standing(employeeId: string): StandingRule[];
}

/**
 * Makes them for a kind of record whose policy names the column `id`. Readers may read; writers may do what `writing` names
 * as well, where a role of theirs lets them do it to any record.
 */
export function collaborationOn(object: string, writing: readonly string[]): Collaboration {
  const all = defineRelation(`${object}Collaborator`, (id) => recordsOf(object, id, sql`TRUE`), pathOf(object));
  const writers = defineRelation(`${object}CoWriter`, (id) => recordsOf(object, id, sql`c.access = 'write'`), pathOf(object));
  return {
    relations: [all, writers],
    all,
    standing: (employeeId) => [
      { actions: ['read'], conditions: { id: { [`$${all.name}`]: employeeId } }, reason: 'collaborator' },
      { actions: [...writing], conditions: { id: { [`$${writers.name}`]: employeeId } }, reason: 'collaborator' },
    ],
  };
}

/** From the record to the employee, by the part that they were given. */
const pathOf =
  (object: string): RelationPath =>
  async (db, recordId, employeeId) => {
    const way = await db.maybe<{ access: string; name: string }>(sql`
      SELECT c.access, e.name FROM collaborators c JOIN employees e ON e.tenant_id = c.tenant_id AND e.id = c.employee_id
      WHERE c.object = ${object} AND c.record_id = ${recordId}::uuid AND c.employee_id = ${employeeId}::uuid`);
    if (!way) return [];
    const record: PathNode = { type: object, id: recordId, name: '', link: null };
    return [record, { type: 'employee', id: employeeId, name: way.name, link: way.access === 'write' ? 'coWriter' : 'coReader' }];
  };
