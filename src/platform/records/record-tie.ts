import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { Text } from '../i18n/locale.js';

/**
 * Port: rows of a table that show that somebody has worked with a record since it came. While there are any, the record is
 * not taken away with the import that made it.
 */
export interface RecordTie {
  /** The kind of record; absent for a table whose column `object` says the kind of each row. */
  object?: string;
  table: string;
  /** The column that names the record; an index begins with it, behind `object` where that says the kind. */
  column: string;
  /** Which of the rows t count; all of them where nothing is said. */
  counted?: Sql;
  /** Stable: answers name it. */
  code: string;
  /** Why the record stays: a whole clause. */
  reason: Text;
}

const registry: RecordTie[] = [];

/** Makes rows known that tie a record down. Modules register theirs as they are loaded. */
export function registerTie(tie: RecordTie): void {
  registry.push(tie);
}

export const tiesOf = (object: string): RecordTie[] =>
  registry.filter((tie) => tie.object === undefined || tie.object === object);

/** Whether record r of a kind has such rows; `besides` leaves some of them out. */
export const tiedSql = (object: string, { object: kind, table, column, counted }: RecordTie, besides: Sql = empty): Sql => sql`
  EXISTS (SELECT FROM ${raw(table)} t WHERE t.tenant_id = r.tenant_id AND t.${raw(column)} = r.id
    ${kind === undefined ? sql`AND t.object = ${object}` : empty} ${counted ? sql`AND ${counted}` : empty} ${besides})`;
