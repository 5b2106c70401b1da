import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { scoped } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { validationFailed } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import type { ParsedRow, RowIssue } from '../../../platform/records/import/index.js';
import { DuplicatesService, keyOf, type Duplicate } from '../../pools/index.js';
import { Dictionaries } from '../../settings/index.js';
import { leadPolicy } from '../leads.policy.js';
import {
  duplicateAmbiguous,
  duplicateInFile,
  duplicateLead,
  duplicateNotYours,
  duplicateUnseen,
  tagInvalid,
} from './lead-import.issues.js';
import type { LeadImportRules } from './lead-import.options.js';
import { fillablePools } from './lead-places.js';
import { fail, fill, leadValues, type LeadImportSession, type LeadVerdict } from './lead-import.session.js';

/** One batch being decided. */
interface Batch {
  session: LeadImportSession;
  /** Existing leads that may be filled. */
  changeable: ReadonlySet<string>;
  /** The rows that are written, by what later rows may equal of them, and by the existing lead that they fill. */
  standing: Map<string, LeadVerdict>;
}

/** Decides what becomes of imported rows: against pools, own leads of anybody, and the rows before them. */
@Injectable()
export class LeadImportJudge {
  constructor(
    private readonly duplicates: DuplicatesService,
    private readonly dictionaries: Dictionaries,
  ) {}

  /** @throws validationFailed, referenceInvalid for a pool or source that this person may not choose */
  async check(ctx: Ctx, { poolId, sourceId }: LeadImportRules): Promise<void> {
    if (sourceId !== null)
      await this.dictionaries.checkEach(ctx, [{ pointer: '/options/sourceId', dictionary: 'leadSource', id: sourceId }]);
    if (poolId === null || (await fillablePools(ctx)).some(({ id }) => id === poolId)) return;
    throw validationFailed({}, [
      {
        pointer: '/options/poolId',
        code: 'POOL_UNKNOWN',
        message: text('没有可用的线索池', 'There is no such pool that you may fill.'),
      },
    ]);
  }

  async judge(ctx: Ctx, session: LeadImportSession, rows: ParsedRow[]): Promise<LeadVerdict[]> {
    const verdicts = rows.map((row) => begun(session, row));
    const open = verdicts.filter(({ outcome }) => outcome !== 'failed');
    const comparables = open.map(({ values }) => values);
    if (!session.run.isPreview) await this.duplicates.serialise(ctx, 'lead', comparables);
    const found = await this.duplicates.find(ctx, 'lead', comparables);
    const byIndex = open.map((): Duplicate[] => []);
    for (const each of found) byIndex[each.index]!.push(each);
    const batch: Batch = { session, changeable: await this.changeable(ctx, session, found), standing: new Map() };
    for (const [index, verdict] of open.entries()) decide(batch, verdict, counted(session, byIndex[index]!));
    return verdicts;
  }

  /** Which of the leads that rows equal this actor may fill; held until the rows are written. */
  private async changeable(ctx: Ctx, session: LeadImportSession, found: readonly Duplicate[]): Promise<ReadonlySet<string>> {
    if (session.run.options.duplicates !== 'update' || found.length === 0) return new Set();
    const ids = [...new Set(found.map(({ id }) => id))];
    const rows = await ctx.db.query<{ id: string }>(sql`SELECT r.id FROM leads r
      WHERE r.id = ANY (${ids}::uuid[]) AND r.status = 'active' AND ${scoped(ctx, 'update', leadPolicy)} ORDER BY r.id`);
    return new Set(rows.map(({ id }) => id));
  }
}

function begun(session: LeadImportSession, row: ParsedRow): LeadVerdict {
  const values = leadValues(row, session.run.options);
  const verdict: LeadVerdict = { row, values, outcome: 'created', issues: [] };
  const { tags = [] } = values;
  if (tags.length > 50 || tags.some((tag) => tag.length > 50)) fail(verdict, tagInvalid('tags'));
  const place = session.places.of(row, { status: 'active', degree: 'none', ...values });
  if ('issue' in place) fail(verdict, place.issue);
  else
    verdict.lead = {
      ...values,
      id: newId(),
      importId: session.run.id,
      custom: { ...session.customDefaults, ...values.custom },
      ...place,
    };
  return verdict;
}

/** Creating minds only what duplicate control refuses. */
function counted({ run: { options } }: LeadImportSession, found: readonly Duplicate[]): Duplicate[] {
  return found.filter(({ action }) => action === 'refuse' || (options.countWarnings && options.duplicates !== 'create'));
}

function decide(batch: Batch, verdict: LeadVerdict, found: Duplicate[]): void {
  const keys = keysOf(batch.session, verdict);
  const before = keys.map(([field, key]) => ({ field, earlier: batch.standing.get(key) })).find(({ earlier }) => earlier);
  if (before?.earlier) meetEarlierRow(batch, verdict, before.earlier, before.field, found);
  else if (found.length > 0) meetExisting(batch, verdict, found);
  if (verdict.outcome !== 'created' && verdict.outcome !== 'updated') return;
  const stands = before?.earlier ?? verdict;
  for (const [, key] of keys) if (!batch.standing.has(key)) batch.standing.set(key, stands);
}

/** What of the row may equal another row of the file, by the fields that count. */
function keysOf({ compared, run: { options } }: LeadImportSession, { values }: LeadVerdict): [field: string, key: string][] {
  return [...compared].flatMap(([field, action]) => {
    if (action === 'warn' && (!options.countWarnings || options.duplicates === 'create')) return [];
    const key = keyOf('lead', values, field);
    return key === null ? [] : [[field, `${field}\n${key}`] as [string, string]];
  });
}

function meetEarlierRow({ session }: Batch, verdict: LeadVerdict, earlier: LeadVerdict, field: string, found: Duplicate[]): void {
  const issue = duplicateInFile(field, { row: earlier.row.row, field: session.labels.get(field) ?? field });
  settle(session, verdict, issue, () => {
    if (found.some(({ id }) => id !== earlier.updates)) fail(verdict, duplicateAmbiguous(field));
    else merge(verdict, earlier);
  });
}

function meetExisting({ session, changeable, standing }: Batch, verdict: LeadVerdict, found: Duplicate[]): void {
  const [first] = found as [Duplicate];
  settle(session, verdict, existing(session, first), () => {
    const earlier = standing.get(first.id);
    if (found.some(({ id }) => id !== first.id)) fail(verdict, duplicateAmbiguous(first.field));
    else if (!changeable.has(first.id)) fail(verdict, duplicateNotYours(first.field));
    else if (earlier) merge(verdict, earlier);
    else {
      verdict.outcome = 'updated';
      verdict.updates = first.id;
      delete verdict.lead;
      standing.set(first.id, verdict);
    }
  });
}

/** The lead is written once, with what both rows say. */
function merge(verdict: LeadVerdict, earlier: LeadVerdict): void {
  fill(earlier.values, verdict.values);
  if (earlier.lead) fill(earlier.lead, verdict.values);
  verdict.outcome = 'updated';
  delete verdict.lead;
}

/** Does with a duplicate what the import's rules say; `issue` is why. */
function settle(session: LeadImportSession, verdict: LeadVerdict, issue: RowIssue, update: () => void): void {
  const { duplicates } = session.run.options;
  if (duplicates === 'update') return update();
  if (duplicates !== 'skip') return fail(verdict, issue);
  verdict.outcome = 'skipped';
  verdict.issues.push(issue);
}

/** Whose it is, is said only to who may see it. */
function existing({ labels }: LeadImportSession, { field, known, ownerName, poolName }: Duplicate): RowIssue {
  const label = labels.get(field) ?? field;
  return known
    ? duplicateLead(field, { field: label, holder: poolName ?? ownerName ?? '' })
    : duplicateUnseen(field, { field: label });
}
