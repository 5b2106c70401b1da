import sql from 'sql-template-tag';
import { text } from '../../../platform/i18n/locale.js';
import type { FieldUseFinder } from './field-uses.js';

/** Roles whose field rules bind the field; its choices are nothing to them. */
export const usesByRoles: FieldUseFinder = async (ctx, object, fieldKey, choices) => {
  if (choices) return [];
  const rule = JSON.stringify([{ object, field: fieldKey }]);
  const roles = await ctx.db.query<{ name: string }>(
    sql`SELECT ro.name FROM roles ro WHERE ro.field_rules @> ${rule}::jsonb ORDER BY ro.name`,
  );
  return roles.map(({ name }) => ({
    code: 'ROLE',
    message: text('角色“{name}”的字段权限', 'field rules of the role {name}'),
    params: { name },
  }));
};
