import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import { scoped } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { holdFound, type ParsedRow, type RowIssue } from '../../../platform/records/import/index.js';
import type { Comparable } from '../duplicates/comparison.js';
import { DuplicatesService, keyOf, type Duplicate } from '../duplicates/duplicates.service.js';
import { poolableOf } from '../poolable.js';
import { OWNER, POOL } from './import-places.js';
import {
  duplicateAmbiguous,
  duplicateInFile,
  duplicateKnown,
  duplicateNotYours,
  duplicateUnseen,
  tagInvalid,
} from './placed-import.issues.js';
import { fail, fill, placedValues, type PlacedSession, type PlacedValues, type PlacedVerdict } from './placed-import.session.js';

/** One batch being decided. */
interface Batch {
  session: PlacedSession;
  /** Existing records that may be filled. */
  changeable: ReadonlySet<string>;
  /** The rows that are written, by what later rows may equal of them, and by the existing record that they fill. */
  standing: Map<string, PlacedVerdict>;
}

/** Decides what becomes of imported rows: against pools, own records of anybody, and the rows before them. */
@Injectable()
export class PlacedImportJudge {
  constructor(private readonly duplicates: DuplicatesService) {}

  async judge<Values extends PlacedValues>(
    ctx: Ctx,
    session: PlacedSession<Values>,
    rows: ParsedRow[],
  ): Promise<PlacedVerdict<Values>[]> {
    const { kind, run } = session;
    const general = session as unknown as PlacedSession;
    const verdicts = rows.map((row) => begun(session, row));
    await kind.refine?.(ctx, verdicts);
    const open = verdicts.filter(({ outcome }) => outcome !== 'failed');
    const comparables = open.map(({ values }) => values);
    if (!run.isPreview) await this.duplicates.serialise(ctx, kind.object, comparables);
    const found = await this.equals(ctx, general, comparables);
    const byIndex = open.map((): Duplicate[] => []);
    for (const each of found) byIndex[each.index]!.push(each);
    const batch: Batch = { session: general, changeable: await this.changeable(ctx, general, found), standing: new Map() };
    for (const [index, verdict] of open.entries()) decide(batch, verdict, counted(general, byIndex[index]!));
    await kind.conclude?.(ctx, open);
    for (const verdict of open)
      if (verdict.into?.outcome === 'failed') for (const issue of verdict.into.issues) fail(verdict, issue);
    return verdicts;
  }

  /** What rows equal; where that is filled, others change it no more until the transaction ends. */
  private equals(ctx: Ctx, { kind, run }: PlacedSession, comparables: readonly Comparable[]): Promise<Duplicate[]> {
    const find = (): Promise<Duplicate[]> => this.duplicates.find(ctx, kind.object, comparables);
    return run.options.duplicates === 'update'
      ? holdFound(ctx, run, poolableOf(kind.object).descriptor.table, 'UPDATE', find)
      : find();
  }

  /** Which of the records that rows equal this actor may fill. */
  private async changeable(ctx: Ctx, session: PlacedSession, found: readonly Duplicate[]): Promise<ReadonlySet<string>> {
    if (session.run.options.duplicates !== 'update' || found.length === 0) return new Set();
    const { descriptor, inPlay } = poolableOf(session.kind.object);
    const { table, policy } = descriptor;
    const kept = policy.keeps?.from(ctx.actor.employeeId) ?? raw('FALSE');
    const ids = [...new Set(found.map(({ id }) => id))];
    const rows = await ctx.db.query<{ id: string }>(sql`SELECT r.id FROM ${raw(table)} r
      WHERE r.id = ANY (${ids}::uuid[]) AND ${inPlay} AND ${scoped(ctx, 'update', policy)} AND NOT ${kept} ORDER BY r.id`);
    return new Set(rows.map(({ id }) => id));
  }
}

function begun<Values extends PlacedValues>(session: PlacedSession<Values>, row: ParsedRow): PlacedVerdict<Values> {
  const { kind, run, places, customDefaults } = session;
  const values = placedValues(row, run.options, [OWNER, POOL, ...(kind.extra ?? [])]) as Values;
  const verdict: PlacedVerdict<Values> = { row, values, outcome: 'created', issues: [] };
  const { tags = [] } = values;
  if (tags.length > 50 || tags.some((tag) => tag.length > 50)) fail(verdict, tagInvalid('tags'));
  const place = places.of(row, { ...kind.fresh, ...values });
  if ('issue' in place) fail(verdict, place.issue);
  else {
    const custom = { ...customDefaults, ...values.custom };
    verdict.record = { ...values, id: newId(), importId: run.id, custom, ...place };
  }
  return verdict;
}

/** Creating minds only what duplicate control refuses. */
function counted({ run: { options } }: PlacedSession, found: readonly Duplicate[]): Duplicate[] {
  return found.filter(({ action }) => action === 'refuse' || (options.countWarnings && options.duplicates !== 'create'));
}

function decide(batch: Batch, verdict: PlacedVerdict, found: Duplicate[]): void {
  const keys = keysOf(batch.session, verdict);
  const before = keys.map(([field, key]) => ({ field, earlier: batch.standing.get(key) })).find(({ earlier }) => earlier);
  if (before?.earlier) meetEarlierRow(batch, verdict, before.earlier, before.field, found);
  else if (found.length > 0) meetExisting(batch, verdict, found);
  if (verdict.outcome !== 'created' && verdict.outcome !== 'updated') return;
  const stands = before?.earlier ?? verdict;
  for (const [, key] of keys) if (!batch.standing.has(key)) batch.standing.set(key, stands);
}

/** What of the row may equal another row of the file, by the fields that count. */
function keysOf({ kind, compared, run: { options } }: PlacedSession, { values }: PlacedVerdict): [field: string, key: string][] {
  return [...compared].flatMap(([field, action]) => {
    if (action === 'warn' && (!options.countWarnings || options.duplicates === 'create')) return [];
    const key = keyOf(kind.object, values, field);
    return key === null ? [] : [[field, `${field}\n${key}`] as [string, string]];
  });
}

function meetEarlierRow(
  { session }: Batch,
  verdict: PlacedVerdict,
  earlier: PlacedVerdict,
  field: string,
  found: Duplicate[],
): void {
  const issue = duplicateInFile(field, { row: earlier.row.row, field: session.labels.get(field) ?? field });
  settle(session, verdict, issue, () => {
    if (found.some(({ id }) => id !== earlier.updates)) fail(verdict, duplicateAmbiguous(field));
    else merge(verdict, earlier);
  });
}

function meetExisting({ session, changeable, standing }: Batch, verdict: PlacedVerdict, found: Duplicate[]): void {
  const [first] = found as [Duplicate];
  settle(session, verdict, existing(session, first), () => {
    const earlier = standing.get(first.id);
    if (found.some(({ id }) => id !== first.id)) fail(verdict, duplicateAmbiguous(first.field));
    else if (!changeable.has(first.id)) fail(verdict, duplicateNotYours(first.field));
    else if (earlier) merge(verdict, earlier);
    else {
      verdict.outcome = 'updated';
      verdict.updates = first.id;
      delete verdict.record;
      standing.set(first.id, verdict);
    }
  });
}

/** The record is written once, with what both rows say. */
function merge(verdict: PlacedVerdict, earlier: PlacedVerdict): void {
  fill(earlier.values, verdict.values);
  if (earlier.record) fill(earlier.record, verdict.values);
  verdict.outcome = 'updated';
  verdict.into = earlier;
  delete verdict.record;
}

/** Does with a duplicate what the import's rules say; `issue` is why. */
function settle(session: PlacedSession, verdict: PlacedVerdict, issue: RowIssue, update: () => void): void {
  const { duplicates } = session.run.options;
  if (duplicates === 'update') return update();
  if (duplicates !== 'skip') return fail(verdict, issue);
  verdict.outcome = 'skipped';
  verdict.issues.push(issue);
}

/** Whose it is, is said only to who may see it. */
function existing({ labels }: PlacedSession, { field, known, ownerName, poolName }: Duplicate): RowIssue {
  const label = labels.get(field) ?? field;
  return known
    ? duplicateKnown(field, { field: label, holder: poolName ?? ownerName ?? '' })
    : duplicateUnseen(field, { field: label });
}
