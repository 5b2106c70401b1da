import sql from 'sql-template-tag';
import { text } from '../../../platform/i18n/locale.js';
import type { FieldUseFinder } from '../../settings/index.js';

const MAPPING = text('线索转换映射({from} → {to})', 'the conversion mapping of leads ({from} → {to})');

/** Lines of the mapping that an administrator has set, read or written. They name fields, never their choices. */
export const usesByMapping: FieldUseFinder = async (ctx, object, fieldKey, choices) => {
  if (choices !== undefined) return [];
  const lines = await ctx.db.query<{ from: string; to: string }>(sql`
    SELECT line."from", line.object || '.' || line."to" AS "to" FROM lead_conversion_mappings m
    CROSS JOIN jsonb_to_recordset(m.lines) AS line("from" text, object text, "to" text)
    WHERE m.tenant_id = ${ctx.tenantId}
      AND ((${object} = 'lead' AND line."from" = ${fieldKey}) OR (line.object = ${object} AND line."to" = ${fieldKey}))
    ORDER BY 1, 2`);
  return lines.map((params) => ({ code: 'CONVERSION_MAPPING', message: MAPPING, params }));
};
