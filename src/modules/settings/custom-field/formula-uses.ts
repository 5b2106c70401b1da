import sql from 'sql-template-tag';
import { text } from '../../../platform/i18n/locale.js';
import { namesIn } from '../../../platform/records/index.js';
import type { FieldUseFinder } from './field-uses.js';

/** Formulas that read the field; its choices are nothing to them. */
export const usesByFormulas: FieldUseFinder = async (ctx, object, fieldKey, choices) => {
  if (choices) return [];
  const fields = await ctx.db.query<{ label: string; key: string; formula: string }>(sql`
    SELECT f.label, f.key, f.formula FROM custom_fields f
    WHERE f.object = ${object} AND f.formula IS NOT NULL AND f.status = 'active' ORDER BY f.position`);
  const key = fieldKey.replace(/^custom\./, '');
  return fields
    .filter((field) => field.key !== key && namesIn(field.formula).some((name) => name === key || name === fieldKey))
    .map(({ label }) => ({
      code: 'FORMULA',
      message: text('字段“{name}”的公式', 'the formula of the field {name}'),
      params: { name: label },
    }));
};
