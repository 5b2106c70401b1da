import sql, { raw } from 'sql-template-tag';
import { FORGOTTEN, forgottenPinyin, registerPersonalSubject } from '../../../platform/erasure/index.js';
import { employeeDescriptor } from './employee.descriptor.js';

/** Whoever has left may be forgotten; their account too, unless they work somewhere else with it (OPS-03). */
registerPersonalSubject({
  descriptor: employeeDescriptor,
  derived: forgottenPinyin('name_pinyin', 'name_initials'),
  erasable: raw(`r.status = 'left'`),
  alsoErase: async (ctx, ids) => {
    await ctx.db
      .run(sql`UPDATE accounts a SET name = ${FORGOTTEN}, phone = NULL, email = NULL, login = 'forgotten.' || a.id, password_hash = NULL,
        status = 'disabled', updated_at = ${ctx.now}
      FROM employees e WHERE e.tenant_id = ${ctx.tenantId} AND e.id = ANY (${ids}::uuid[]) AND a.id = e.account_id AND NOT employed_elsewhere(a.id)`);
  },
});
