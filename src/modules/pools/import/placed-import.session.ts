import type { Ctx } from '../../../platform/context/ctx.js';
import type { ImportRun, ParsedRow, RowIssue, Verdict } from '../../../platform/records/import/index.js';
import type { Comparable } from '../duplicates/comparison.js';
import type { NewPlace } from '../ownership/new-places.js';
import type { ImportPlaces } from './import-places.js';
import type { PlacedImportRules } from './placed-import.options.js';

/** Fields of a row as a record of its kind has them. */
export interface PlacedValues extends Comparable {
  name: string;
  tags?: string[];
  custom?: Record<string, unknown>;
}

/** A record that a row becomes. */
export type NewPlaced<Values extends PlacedValues> = Values & NewPlace & { id: string; importId: string };

/** What differs between the kinds of records that pools hold when they are imported. */
export interface PlacedImport<Values extends PlacedValues = PlacedValues> {
  object: string;
  /** The dictionary of its sources. */
  sources: string;
  /** What routing rules may ask of a new record that no row tells. */
  fresh: Readonly<Record<string, unknown>>;
  /** Columns beyond owner and pool that fill no field of their own. */
  extra?: readonly string[];
  /** What else may be wrong with rows, found before they are compared, set-wise. */
  refine?(ctx: Ctx, verdicts: readonly PlacedVerdict<Values>[]): Promise<void>;
  /** What only shows when duplicates are decided, set-wise. */
  conclude?(ctx: Ctx, verdicts: readonly PlacedVerdict<Values>[]): Promise<void>;
}

/** What one import knows from its beginning. */
export interface PlacedSession<Values extends PlacedValues = PlacedValues> {
  kind: PlacedImport<Values>;
  run: ImportRun<PlacedImportRules>;
  places: ImportPlaces;
  /** Fields whose equality makes a duplicate, with whether creating is refused. */
  compared: ReadonlyMap<string, 'refuse' | 'warn'>;
  /** Labels of those fields in the asker's language. */
  labels: ReadonlyMap<string, string>;
  /** Defaults of the enterprise's own fields. */
  customDefaults: Readonly<Record<string, unknown>>;
}

/** A row on its way: what it becomes is decided step by step. */
export interface PlacedVerdict<Values extends PlacedValues = PlacedValues> extends Verdict {
  values: Values;
  /** The record that it becomes, when it is created. */
  record?: NewPlaced<Values>;
  /** The record that it fills, when it updates one. */
  updates?: string;
  /** The earlier row that it is written with. */
  into?: PlacedVerdict<Values>;
}

export function fail(verdict: PlacedVerdict, issue: RowIssue): void {
  verdict.outcome = 'failed';
  verdict.issues.push(issue);
}

const CUSTOM = 'custom.';

/** Splits a row's values into the record's fields and its custom ones, under the import's rules. */
export function placedValues(
  { values }: ParsedRow,
  { sourceId, tags }: PlacedImportRules,
  withheld: readonly string[],
): PlacedValues {
  const own: Record<string, unknown> = {};
  const custom: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    if (key.startsWith(CUSTOM)) custom[key.slice(CUSTOM.length)] = value;
    else if (!withheld.includes(key)) own[key] = value;
  }
  const allTags = [...new Set([...((own.tags as string[] | undefined) ?? []), ...tags])];
  return {
    ...(sourceId === null ? {} : { sourceId }),
    ...own,
    ...(allTags.length > 0 ? { tags: allTags } : {}),
    ...(Object.keys(custom).length > 0 ? { custom } : {}),
  } as unknown as PlacedValues;
}

/** The row's filled cells go over what stands; tags and custom fields are united. */
export function fill(target: Partial<PlacedValues>, values: PlacedValues): void {
  const tags = [...new Set([...(target.tags ?? []), ...(values.tags ?? [])])];
  const custom = { ...target.custom, ...values.custom };
  Object.assign(target, values, {
    ...(tags.length > 0 ? { tags } : {}),
    ...(Object.keys(custom).length > 0 ? { custom } : {}),
  });
}
