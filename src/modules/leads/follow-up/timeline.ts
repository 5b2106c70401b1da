import sql, { empty, type Sql } from 'sql-template-tag';

/**
 * Follow-ups, changes of place and, where asked for, changes of fields of a lead, newest first, each from its own index.
 * The first id is the lead; those merged into it follow, whose entries carry `leadId`.
 */
export function timelineSql(
  ids: readonly [string, ...string[]],
  limit: number,
  before: string | undefined,
  withChanges: boolean,
): Sql {
  const earlier = before === undefined ? empty : sql`AND at < ${before}::timestamptz`;
  const [leadId] = ids;
  const ofThem = ids.length === 1 ? sql`record_id = ${leadId}::uuid` : sql`record_id = ANY (${ids}::uuid[])`;
  const whose = sql`CASE WHEN record_id = ${leadId}::uuid THEN '{}' ELSE jsonb_build_object('leadId', record_id) END`;
  return sql`
    SELECT t.id, t.kind, t.at, t."actorId", e.name AS "actorName", t.content FROM (
      (SELECT id, 'followUp' AS kind, at, created_by AS "actorId",
        jsonb_build_object('method', method, 'content', content, 'degree', degree, 'nextContactAt', to_char(next_contact_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS content
      FROM lead_follow_ups WHERE lead_id = ${leadId}::uuid ${earlier} ORDER BY at DESC, id DESC LIMIT ${limit})
      UNION ALL
      (SELECT id, 'ownership', at, actor_id, jsonb_build_object('kind', kind, 'fromOwnerId', from_owner_id, 'toOwnerId', to_owner_id,
        'fromPoolId', from_pool_id, 'toPoolId', to_pool_id, 'reason', reason, 'ruleId', rule_id, 'ruleKey', rule_key) || ${whose}
      FROM ownership_ledger WHERE ${ofThem} ${earlier} ORDER BY at DESC, id DESC LIMIT ${limit})
      UNION ALL
      (SELECT id, 'change', at, actor_id, jsonb_build_object('origin', origin, 'version', version, 'changes', changes) || ${whose}
      FROM record_changes WHERE ${ofThem} AND operation = 'changed' AND ${withChanges} ${earlier} ORDER BY at DESC, id DESC LIMIT ${limit})
    ) t LEFT JOIN employees e ON e.tenant_id = current_tenant() AND e.id = t."actorId"
    ORDER BY t.at DESC, t.id DESC LIMIT ${limit}`;
}
