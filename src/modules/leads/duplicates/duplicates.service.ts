import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import sql, { join, type Sql } from 'sql-template-tag';
import { scoped } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { customKey, CustomFields, type CustomField } from '../../../platform/records/index.js';
import { companyKey, pinyinOf } from '../../../platform/text/index.js';
import { leadPolicy } from '../leads.policy.js';
import { DuplicateRulesService, type DuplicateAction } from './duplicate-rules.js';

/** What of a record is compared. `id` is left out of the comparison with itself. */
export interface Comparable {
  id?: string;
  name?: string | null;
  company?: string | null;
  phone?: string | null;
  custom?: Record<string, unknown>;
}

/** An existing lead that equals one of the compared in a field whose rule is not `allow`. */
export interface Duplicate extends Record<string, unknown> {
  /** Which of the compared. */
  index: number;
  field: string;
  action: Exclude<DuplicateAction, 'allow'>;
  id: string;
  name: string;
  ownerName: string | null;
  poolName: string | null;
  importId: string | null;
  /** Whether the actor may see it. */
  known: boolean;
}

/** So many of one field are looked at per record: enough to say whose it is. */
const MOST_PER_FIELD = 3;
const BUCKETS = 512;

/** Finds records that exist already, set-wise, the same way for one and for two thousand (LEAD-02). */
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
  async serialise(ctx: Ctx, records: readonly Comparable[]): Promise<void> {
    const rules = await this.rules.of(ctx);
    const refusing = [...rules].filter(([, action]) => action === 'refuse').map(([field]) => field);
    const buckets = new Set(
      records
        .flatMap((record) => refusing.map((field) => keyOf(record, field)).filter((key) => key !== null))
        .map((key) => bucketOf(ctx, key)),
    );
    if (buckets.size === 0) return;
    const ordered = [...buckets].sort((a, b) => (a < b ? -1 : 1)).map(String);
    await ctx.db.query(
      sql`SELECT pg_advisory_xact_lock(b) FROM unnest(${ordered}::bigint[]) WITH ORDINALITY AS u(b, n) ORDER BY n`,
    );
  }

  /** The duplicates of each record, by its index. */
  async find(ctx: Ctx, records: readonly Comparable[]): Promise<Duplicate[]> {
    const rules = [...(await this.rules.of(ctx))].filter(([, action]) => action !== 'allow');
    const questions = rules.map(([field, action]) => questionOf(records, field, action)).filter(({ keys }) => keys.length > 0);
    if (questions.length === 0) return [];
    const custom = new Map((await this.customFields.of(ctx, 'lead')).map((field) => [customKey(field.key), field]));
    const found = questions.map((question) => equalsSql(ctx, question, custom.get(question.field)));
    const hits = await ctx.db.query<Hit>(sql`
      SELECT d.*, e.name AS "ownerName", p.name AS "poolName" FROM (${join(found, ' UNION ALL ')}) d
      LEFT JOIN employees e ON e.tenant_id = current_tenant() AND e.id = d."ownerId"
      LEFT JOIN pools p ON p.tenant_id = current_tenant() AND p.id = d."poolId"
      ORDER BY d.id`);
    return pairs(records, questions, hits);
  }
}

/** What is asked in one field of all records at once. */
interface Question {
  field: string;
  action: Duplicate['action'];
  keys: string[];
  /** Pinyin of the names asked for, by which the index finds them. */
  pinyin: string[];
}

/** An existing lead that equals somebody's key in a field. */
interface Hit extends Record<string, unknown> {
  field: string;
  key: string;
  id: string;
}

function questionOf(records: readonly Comparable[], field: string, action: DuplicateAction): Question {
  const keys = [...new Set(records.map((record) => keyOf(record, field)).filter((key) => key !== null))];
  return {
    field,
    action: action as Question['action'],
    keys,
    pinyin: field === 'name' ? keys.map((name) => pinyinOf(name).full) : [],
  };
}

/** Hands each record what equals it; a lead does not equal itself. */
function pairs(records: readonly Comparable[], questions: readonly Question[], hits: readonly Hit[]): Duplicate[] {
  const byKey = new Map<string, Hit[]>();
  for (const hit of hits) {
    const key = `${hit.field}\n${hit.key}`;
    byKey.set(key, [...(byKey.get(key) ?? []), hit]);
  }
  return records.flatMap((record, index) =>
    questions.flatMap(({ field, action }) =>
      (byKey.get(`${field}\n${keyOf(record, field)}`) ?? [])
        .filter(({ id }) => id !== record.id)
        .slice(0, MOST_PER_FIELD)
        .map((hit) => ({ ...hit, index, action }) as unknown as Duplicate),
    ),
  );
}

/**
 * Leads that equal any of the keys; those that were merged into another one are that one. Asked with all keys at once:
 * record by record, a plan made for an enterprise that was small when statistics were taken reads all its leads each time.
 */
function equalsSql(ctx: Ctx, question: Question, custom: CustomField | undefined): Sql {
  const { value, where } = custom ? customMatch(custom, question) : match(question);
  return sql`
    SELECT ${question.field}::text AS field, r.key, r.id, r.name, r.owner_id AS "ownerId", r.pool_id AS "poolId", r.import_id AS "importId",
      (${scoped(ctx, 'read', leadPolicy)}) IS TRUE AS known
    FROM (
      SELECT r.*, ${value} AS key, row_number() OVER (PARTITION BY ${value}) AS nth FROM leads r WHERE ${where} AND r.status <> 'merged'
    ) r WHERE r.nth <= ${MOST_PER_FIELD + 1}`;
}

/** What is compared of row r, and how the index that serves it finds it. */
interface Match {
  value: Sql;
  where: Sql;
}

function match({ field, keys, pinyin }: Question): Match {
  if (field === 'phone')
    return {
      value: sql`r.phone`,
      where: sql`r.phone_reversed = ANY (${keys.map((key) => [...key].reverse().join(''))}::text[])`,
    };
  if (field === 'company') return { value: sql`r.company_key`, where: sql`r.company_key = ANY (${keys}::text[])` };
  // the index is on the pinyin; the name itself decides
  return { value: sql`r.name`, where: sql`r.name_pinyin = ANY (${pinyin}::text[]) AND r.name = ANY (${keys}::text[])` };
}

/** Unique fields are indexed; of long texts the index has the beginning. */
function customMatch({ id, key, type }: CustomField, { keys }: Question): Match {
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
export function keyOf(record: Comparable, field: string): string | null {
  if (field === 'phone') return record.phone ?? null;
  if (field === 'company') return record.company ? companyKey(record.company) : null;
  if (field === 'name') return record.name ?? null;
  const value = record.custom?.[field.slice('custom.'.length)] as string | number | boolean | null | undefined;
  return value === undefined || value === null ? null : String(value);
}

/** A 64-bit advisory lock: the enterprise in the high bits, the bucket in the low ones. */
function bucketOf(ctx: Ctx, key: string): bigint {
  const tenant = createHash('sha256').update(`duplicates:${ctx.tenantId}`).digest().readBigInt64BE();
  const bucket = createHash('sha256').update(key).digest().readUInt16BE() % BUCKETS;
  return BigInt.asIntN(64, (tenant & ~0xffffn) | BigInt(bucket));
}
