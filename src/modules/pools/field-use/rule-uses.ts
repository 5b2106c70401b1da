import sql, { empty, raw, type Sql } from 'sql-template-tag';
import { text } from '../../../platform/i18n/locale.js';
import { leavesOn } from '../../../platform/records/index.js';
import type { FieldUseFinder } from '../../settings/index.js';
import { isPoolable, poolableOf } from '../poolable.js';

const RULE = text('池“{name}”的规则', 'the rules of the pool {name}');
const ROUTING = text('分配规则“{name}”', 'the routing rule {name}');
const RESTRICTION = text('池“{name}”对成员隐藏的字段', 'what the pool {name} keeps from its members');

interface Row extends Record<string, unknown> {
  code: 'POOL_RULE' | 'ROUTING_RULE' | 'POOL_FIELD';
  name: string;
  choice: string | null;
}

const MESSAGES = { POOL_RULE: RULE, ROUTING_RULE: ROUTING, POOL_FIELD: RESTRICTION };

/**
 * Rules in force or to come whose conditions or holding limits name the field, routing rules, and what pools hide or mask of it. Superseded
 * versions are history: nothing evaluates them.
 */
export const usesByPools: FieldUseFinder = async (ctx, object, fieldKey, choices) => {
  const rows = await ctx.db.query<Row>(sql`
    SELECT DISTINCT 'POOL_RULE' AS code, p.name, l.choice FROM pool_rules pr
    JOIN pools p ON p.tenant_id = pr.tenant_id AND p.id = pr.pool_id
    CROSS JOIN LATERAL (${leavesOn(sql`pr.rules`, fieldKey, choices)} UNION ${levelsOf(object, fieldKey, choices)}) l
    WHERE p.object = ${object} AND pr.status = 'published' AND NOT EXISTS (
      SELECT FROM pool_rules later WHERE later.pool_id = pr.pool_id AND later.status = 'published' AND later.effective_from <= ${ctx.now}
        AND (later.effective_from, later.number) > (pr.effective_from, pr.number))
    UNION ALL
    SELECT DISTINCT 'ROUTING_RULE', rr.name, l.choice FROM routing_rules rr
    CROSS JOIN LATERAL ${leavesOn(sql`rr.condition`, fieldKey, choices)} l WHERE rr.object = ${object}
    UNION ALL
    SELECT 'POOL_FIELD', p.name, NULL FROM pools p
    WHERE ${choices === undefined} AND p.object = ${object} AND (${fieldKey} = ANY (p.hidden_fields) OR ${fieldKey} = ANY (p.masked_fields))
    ORDER BY 1, 2`);
  return rows.map(({ code, name, choice }) => ({
    code,
    message: MESSAGES[code],
    params: { name },
    ...(choice === null ? {} : { choice }),
  }));
};

/** One row for each level with a holding limit, where it is this field by which the limits of the kind differ. */
function levelsOf(object: string, fieldKey: string, choices: readonly string[] | undefined): Sql {
  const concerned = isPoolable(object) && poolableOf(object).levelField === fieldKey;
  const among = choices ? sql`AND h.level = ANY (${choices}::text[])` : empty;
  return sql`(SELECT ${choices ? raw('h.level') : raw('NULL::text')} FROM jsonb_to_recordset(pr.rules #> '{claim,holdingLimits}') AS h(level text)
    WHERE ${concerned}::boolean ${among})`;
}
