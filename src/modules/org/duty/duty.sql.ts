import sql, { type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';

/** Whether employee e is on duty now; who never switched is. Never NULL. */
export const onDutySql = (ctx: Ctx): Sql => sql`coalesce((
  SELECT du.on_duty = (du.until IS NULL OR du.until > ${ctx.now}::timestamptz) FROM employee_duties du
  WHERE du.tenant_id = e.tenant_id AND du.employee_id = e.id), true)`;

/** Whether it is a quiet hour for employee e; `quietForAll`: whether it is one for whoever has no hours of their own. Never NULL. */
export const quietSql = (ctx: Ctx, quietForAll: boolean): Sql => sql`coalesce((
  SELECT CASE WHEN q.begins <= q.ends THEN t.local >= q.begins AND t.local < q.ends ELSE t.local >= q.begins OR t.local < q.ends END
  FROM employee_quiet_hours q CROSS JOIN (SELECT (${ctx.now}::timestamptz AT TIME ZONE ${ctx.zone})::time AS local) t
  WHERE q.tenant_id = e.tenant_id AND q.employee_id = e.id), ${quietForAll}::boolean)`;
