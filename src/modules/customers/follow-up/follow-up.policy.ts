import sql, { join, raw, type Sql } from 'sql-template-tag';
import { openTo, policies, scoped, type ObjectPolicy } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { text } from '../../../platform/i18n/locale.js';
import { followUpSubjects, type FollowUpSubject } from './follow-up-subject.js';

/** What comments, files, fields and permissions call a follow-up. */
export const FOLLOW_UP = 'followUp';

/** Follow-up f is readable with the record that it is of; one scalar look each, which the planner cannot turn into a scan of all records. */
export function readable(ctx: Ctx): Sql {
  const parts = followUpSubjects().map(({ object, descriptor, column }) =>
    ctx.ability.canEverywhere('read', object) && !descriptor.policy.keeps
      ? raw(`f.${column} IS NOT NULL`)
      : sql`(SELECT TRUE FROM ${raw(descriptor.table)} r WHERE r.id = ${raw(`f.${column}`)} AND ${openTo(ctx, descriptor.policy)}) IS TRUE`,
  );
  return sql`(${join(parts, ' OR ')})`;
}

/**
 * Record r of this kind lets the actor change follow-up f: who may change the record may, and its author as long as they may
 * follow the record up. Never NULL.
 */
export function letsChange(ctx: Ctx, { descriptor: { policy } }: FollowUpSubject): Sql {
  const asAuthor = sql`(f.created_by = ${ctx.actor.employeeId}::uuid AND ${scoped(ctx, 'followUp', policy)})`;
  return sql`((${scoped(ctx, 'update', policy)} OR ${asAuthor}) AND ${openTo(ctx, policy)}) IS TRUE`;
}

function changeable(ctx: Ctx): Sql {
  const parts = followUpSubjects().map(
    (subject) =>
      sql`(SELECT TRUE FROM ${raw(subject.descriptor.table)} r WHERE r.id = ${raw(`f.${subject.column}`)} AND ${letsChange(ctx, subject)}) IS TRUE`,
  );
  return sql`(${join(parts, ' OR ')})`;
}

/** What a permission on a record lets one do with its follow-ups; which of them, `within` says. */
const GRANTS = { read: ['read'], followUp: ['update'], update: ['update'] } as const;

/**
 * Follow-ups are as readable as what they are of. Whom roles let read one kind of that, they let know what follow-ups are made
 * of, so that their field rules hold; a service's key names this apart.
 */
export const followUpPolicy: ObjectPolicy = {
  object: FOLLOW_UP,
  label: text('跟进记录', 'Follow-up'),
  actions: ['read', 'update'],
  // asked when roles are read: by then every kind has registered
  get follows() {
    return followUpSubjects().map(({ object }) => ({ object, grants: GRANTS, scope: 'all' as const }));
  },
  scopes: ['all'],
  within: (ctx, action) =>
    sql`(SELECT TRUE FROM follow_ups f WHERE f.tenant_id = r.tenant_id AND f.id = r.id AND ${action === 'update' ? changeable(ctx) : readable(ctx)}) IS TRUE`,
};

policies.register(followUpPolicy);
