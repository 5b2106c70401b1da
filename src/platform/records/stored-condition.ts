import sql, { type Sql } from 'sql-template-tag';

/** One row for each condition on the field in a stored document; with choices, one for each of them that it names. */
export function leavesOn(document: Sql, fieldKey: string, choices: readonly string[] | undefined): Sql {
  const found = sql`jsonb_path_query(${document}, '$.** ? (@.field == $field)', jsonb_build_object('field', ${fieldKey}::text))`;
  if (!choices) return sql`(SELECT NULL::text AS choice FROM ${found} LIMIT 1)`;
  return sql`(SELECT c.choice FROM ${found} AS leaf CROSS JOIN unnest(${choices}::text[]) AS c(choice) WHERE leaf -> 'value' @> to_jsonb(c.choice))`;
}
