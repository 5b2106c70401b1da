import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { scoped } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { customKey, CustomFields, type CustomField } from '../../../platform/records/index.js';
import { comparisonOf, type Comparable, type Comparison, type DuplicateAction, type Match } from './comparison.js';
import { DuplicateRulesService } from './duplicate-rules.js';

/** An existing record that equals one of the compared in a field whose rule is not `allow`. */
export interface Duplicate extends Record<string, unknown> {
  /** Which of the compared. */
  index: number;
  object: string;
  field: string;
  action: Exclude<DuplicateAction, 'allow'>;
  id: string;
  name: string;
  /** Only where the actor may see the record. */
  ownerName: string | null;
  poolName: string | null;
  importId: string | null;
  /** The main department of its owner, told where the record may not be seen. */
  department: string | null;
  /** Whether the actor may see it. */
  known: boolean;
}

/** So many of one field are looked at per record: enough to say whose it is. */
const MOST_PER_FIELD = 3;
const BUCKETS = 512;

/** Finds records that exist already, set-wise, the same way for one and for two thousand (LEAD-02, CUST-02). */
@Injectable()
export class DuplicatesService {
  constructor(
    private readonly rules: DuplicateRulesService,
    private readonly customFields: CustomFields,
  ) {}

  /**
   * Makes creations of equal values wait for each other until the transaction ends; called before `find`, so that of two
   * at once exactly one is the first. Values fall into buckets: an import locks 512 of them, not 200 000.
   */
  async serialise(ctx: Ctx, object: string, records: readonly Comparable[]): Promise<void> {
    const rules = await this.rules.of(ctx, object);
    const refusing = [...rules].filter(([, action]) => action === 'refuse').map(([field]) => field);
    const buckets = new Set(
      records
        .flatMap((record) => refusing.map((field) => keyOf(object, record, field)).filter((key) => key !== null))
        .map(bucketOf),
    );
    if (buckets.size === 0) return;
    const lock = lockOf(ctx, object);
    const ordered = [...buckets].sort((a, b) => a - b).map((bucket) => String(lock(bucket)));
    await ctx.db.query(
      sql`SELECT pg_advisory_xact_lock(b) FROM unnest(${ordered}::bigint[]) WITH ORDINALITY AS u(b, n) ORDER BY n`,
    );
  }

  /** The duplicates of each record, by its index. */
  async find(ctx: Ctx, object: string, records: readonly Comparable[]): Promise<Duplicate[]> {
    const comparison = comparisonOf(object);
    const rules = [...(await this.rules.of(ctx, object))].filter(([, action]) => action !== 'allow');
    const questions = rules
      .map(([field, action]) => questionOf(object, records, field, action))
      .filter(({ keys }) => keys.length > 0);
    if (questions.length === 0) return [];
    const custom = new Map((await this.customFields.of(ctx, object)).map((field) => [customKey(field.key), field]));
    const found = questions.map((question) => equalsSql(ctx, comparison, question, custom.get(question.field)));
    const hits = await ctx.db.query<Hit>(holdersSql(comparison, join(found, ' UNION ALL ')));
    return pairs(object, records, questions, hits);
  }

  /** The records of these ids as duplicates of the first one compared: what else than equality makes them so is the caller's. */
  async describe(ctx: Ctx, object: string, field: string, ids: readonly string[]): Promise<Duplicate[]> {
    if (ids.length === 0) return [];
    const comparison = comparisonOf(object);
    const where = sql`r.id = ANY (${ids}::uuid[])`;
    const rows = await ctx.db.query<Hit>(
      holdersSql(comparison, hitsSql(ctx, comparison, field, { value: sql`r.id::text`, where })),
    );
    return rows.map((row) => ({ ...row, index: 0, object, action: 'warn' }) as unknown as Duplicate);
  }
}

/** What is asked in one field of all records at once. */
interface Question {
  field: string;
  action: Duplicate['action'];
  keys: string[];
}

/** An existing record that equals somebody's key in a field. */
interface Hit extends Record<string, unknown> {
  field: string;
  key: string;
  id: string;
}

function questionOf(object: string, records: readonly Comparable[], field: string, action: DuplicateAction): Question {
  const keys = [...new Set(records.map((record) => keyOf(object, record, field)).filter((key) => key !== null))];
  return { field, action: action as Question['action'], keys };
}

/** Hands each record what equals it; a record does not equal itself. */
function pairs(
  object: string,
  records: readonly Comparable[],
  questions: readonly Question[],
  hits: readonly Hit[],
): Duplicate[] {
  const byKey = new Map<string, Hit[]>();
  for (const hit of hits) {
    const key = `${hit.field}\n${hit.key}`;
    byKey.set(key, [...(byKey.get(key) ?? []), hit]);
  }
  return records.flatMap((record, index) =>
    questions.flatMap(({ field, action }) =>
      (byKey.get(`${field}\n${keyOf(object, record, field)}`) ?? [])
        .filter(({ id }) => id !== record.id)
        .slice(0, MOST_PER_FIELD)
        .map((hit) => ({ ...hit, index, object, action }) as unknown as Duplicate),
    ),
  );
}

/** Hits with the names of who has them: looked up for each where they are told, because most are told one of the three. */
const holdersSql = ({ tellsDepartment }: Comparison, hits: Sql): Sql => sql`
  SELECT d.*, CASE WHEN d.known THEN (SELECT e.name FROM employees e WHERE e.id = d."ownerId") END AS "ownerName",
    CASE WHEN d."poolId" IS NOT NULL THEN (SELECT p.name FROM pools p WHERE p.id = d."poolId") END AS "poolName",
    ${tellsDepartment ? sql`CASE WHEN NOT d.known AND NOT d.secret THEN (${MAIN_DEPARTMENT}) END` : raw('NULL::text')} AS department
  -- decided once per hit, before it is asked for
  FROM (${hits} OFFSET 0) d ORDER BY d.id`;

const MAIN_DEPARTMENT = sql`SELECT m.name FROM employee_departments ed JOIN departments m ON m.tenant_id = ed.tenant_id AND m.id = ed.department_id
  WHERE ed.employee_id = d."ownerId" AND ed.is_main`;

/**
 * Records that equal any of the keys. Asked with all keys at once: record by record, a plan made for an enterprise that
 * was small when statistics were taken reads all its records each time.
 */
function equalsSql(ctx: Ctx, comparison: Comparison, { field, keys }: Question, custom: CustomField | undefined): Sql {
  const match = custom ? customMatch(custom, keys) : comparison.fields[field]!.match(keys);
  return hitsSql(ctx, comparison, field, match);
}

function hitsSql(ctx: Ctx, comparison: Comparison, field: string, { value, where }: Match): Sql {
  const { descriptor, counted } = comparison;
  const secret = comparison.secret?.(ctx) ?? raw('FALSE');
  return sql`
    SELECT ${field}::text AS field, r.key, r.id, r.name, r.owner_id AS "ownerId", r.pool_id AS "poolId", r.import_id AS "importId",
      ${secret} AS secret, NOT ${secret} AND (${scoped(ctx, 'read', descriptor.policy)}) IS TRUE AS known
    FROM (
      SELECT r.*, ${value} AS key, row_number() OVER (PARTITION BY ${value}) AS nth FROM ${raw(descriptor.table)} r WHERE ${where} AND ${counted}
    ) r WHERE r.nth <= ${MOST_PER_FIELD + 1}`;
}

/** Unique fields are indexed; of long texts the index has the beginning. */
function customMatch({ id, key, type }: CustomField, keys: readonly string[]): Match {
  const value = sql`(r.custom ->> ${key})`;
  const equal =
    type === 'integer'
      ? sql`v.number_value = ANY (${keys.map(Number)}::double precision[])`
      : sql`v.text_value = ANY (${keys.map((each) => each.slice(0, 500))}::text[])`;
  return {
    value,
    where: sql`r.id = ANY (ARRAY(SELECT v.record_id FROM record_field_values v WHERE v.field_id = ${id}::uuid AND ${equal})) AND ${value} = ANY (${keys}::text[])`,
  };
}

/** What is compared of a record in a field; null where there is nothing to compare. */
export function keyOf(object: string, record: Comparable, field: string): string | null {
  const builtIn = comparisonOf(object).fields[field];
  if (builtIn) return builtIn.keyOf(record);
  const value = record.custom?.[field.slice('custom.'.length)] as string | number | boolean | null | undefined;
  return value === undefined || value === null ? null : String(value);
}

const bucketOf = (key: string): number => crc32(key) % BUCKETS;

/** 64-bit advisory locks: the enterprise in the high bits, the bucket in the low ones. */
function lockOf(ctx: Ctx, object: string): (bucket: number) => bigint {
  const tenant = createHash('sha256').update(`duplicates:${object}:${ctx.tenantId}`).digest().readBigInt64BE();
  return (bucket) => (tenant & ~0xffffn) | BigInt(bucket);
}
