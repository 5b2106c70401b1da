import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import sql, { join, type Sql } from 'sql-template-tag';
import { scoped } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { customKey, CustomFields, type CustomField } from '../../../platform/records/index.js';
import { pinyinOf } from '../../../platform/text/index.js';
import { leadPolicy } from '../leads.policy.js';
import { companyKey } from '../lead/company-key.js';
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
    const buckets = new Set(records.flatMap((record) => refusing.map((field) => keyOf(record, field)).filter((key) => key !== null)).map((key) => bucketOf(ctx, key)));
    if (buckets.size === 0) return;
    const ordered = [...buckets].sort((a, b) => (a < b ? -1 : 1)).map(String);
    await ctx.db.query(sql`SELECT pg_advisory_xact_lock(b) FROM unnest(${ordered}::bigint[]) WITH ORDINALITY AS u(b, n) ORDER BY n`);
  }

  /** The duplicates of each record, by its index. */
  async find(ctx: Ctx, records: readonly Comparable[]): Promise<Duplicate[]> {
    const rules = [...(await this.rules.of(ctx))].filter(([, action]) => action !== 'allow');
    if (rules.length === 0 || records.length === 0) return [];
    const fields = rules.map(([field]) => field);
    const rows = records.map((record, index) => ({ index, id: record.id ?? null, keys: keysOf(record, fields) }));
    const custom = new Map((await this.customFields.of(ctx, 'lead')).map((field) => [customKey(field.key), field]));
    const found = rules.map(([field, action]) => equalsSql(ctx, field, action, custom.get(field)));
    return ctx.db.query<Duplicate>(sql`
      WITH asked AS MATERIALIZED (SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS a(index integer, id uuid, keys jsonb))
      SELECT d.*, e.name AS "ownerName", p.name AS "poolName" FROM (${join(found, ' UNION ALL ')}) d
      LEFT JOIN employees e ON e.tenant_id = current_tenant() AND e.id = d."ownerId"
      LEFT JOIN pools p ON p.tenant_id = current_tenant() AND p.id = d."poolId"
      ORDER BY d.index`);
  }
}

/** Leads that were merged into another one are that one. */
function equalsSql(ctx: Ctx, field: string, action: DuplicateAction, custom: CustomField | undefined): Sql {
  return sql`
    SELECT a.index, ${field}::text AS field, ${action}::text AS action, r.* FROM asked a
    CROSS JOIN LATERAL (
      SELECT r.id, r.name, r.owner_id AS "ownerId", r.pool_id AS "poolId", r.import_id AS "importId", (${scoped(ctx, 'read', leadPolicy)}) IS TRUE AS known
      FROM leads r WHERE ${custom ? customMatchSql(custom) : matchSql(field)} AND r.status <> 'merged' AND r.id IS DISTINCT FROM a.id
      LIMIT ${MOST_PER_FIELD}
    ) r
    WHERE a.keys ->> ${field} IS NOT NULL`;
}

/** Equal in this field, in the words of the index that serves it. */
function matchSql(field: string): Sql {
  const key = sql`(a.keys ->> ${field})`;
  if (field === 'phone') return sql`r.phone_reversed = reverse(${key})`;
  if (field === 'company') return sql`r.company_key IS NOT NULL AND r.company_key = ${key}`;
  // the index is on the pinyin; the name itself decides
  return sql`r.name_pinyin = (a.keys ->> 'namePinyin') AND r.name = ${key}`;
}

/** Unique fields are indexed; of long texts the index has the beginning. */
function customMatchSql({ id, key, type }: CustomField): Sql {
  const asked = sql`(a.keys ->> ${customKey(key)})`;
  const equal = type === 'integer' ? sql`v.number_value = ${asked}::double precision` : sql`v.text_value = left(${asked}, 500)`;
  return sql`r.id IN (SELECT v.record_id FROM record_field_values v WHERE v.field_id = ${id}::uuid AND ${equal}) AND r.custom ->> ${key} = ${asked}`;
}

const keysOf = (record: Comparable, fields: string[]): Record<string, string | null> => ({
  ...Object.fromEntries(fields.map((field) => [field, keyOf(record, field)])),
  ...(record.name && fields.includes('name') ? { namePinyin: pinyinOf(record.name).full } : {}),
});

/** What is compared of a record in a field; null where there is nothing to compare. */
export function keyOf(record: Comparable, field: string): string | null {
  if (field === 'phone') return record.phone ?? null;
  if (field === 'company') return record.company ? companyKey(record.company) : null;
  if (field === 'name') return record.name ?? null;
  const value = record.custom?.[field.slice('custom.'.length)];
  return value === undefined || value === null ? null : String(value as string | number | boolean);
}

/** A 64-bit advisory lock: the enterprise in the high bits, the bucket in the low ones. */
function bucketOf(ctx: Ctx, key: string): bigint {
  const tenant = createHash('sha256').update(`duplicates:${ctx.tenantId}`).digest().readBigInt64BE();
  const bucket = createHash('sha256').update(key).digest().readUInt16BE() % BUCKETS;
  return BigInt.asIntN(64, (tenant & ~0xffffn) | BigInt(bucket));
}
