import type { ImportRun, ParsedRow, RowIssue, Verdict } from '../../../platform/records/import/index.js';
import type { NewLead } from '../lead/new-lead.js';
import type { LeadImportRules } from './lead-import.options.js';
import type { LeadPlaces } from './lead-places.js';

/** Fields of a row as a lead has them. */
export type LeadValues = Omit<Partial<NewLead>, 'id' | 'poolId' | 'ownerId' | 'homePoolId' | 'importId'> & { name: string };

/** What one import knows from its beginning. */
export interface LeadImportSession {
  run: ImportRun<LeadImportRules>;
  places: LeadPlaces;
  /** Fields whose equality makes a duplicate, with whether creating is refused. */
  compared: ReadonlyMap<string, 'refuse' | 'warn'>;
  /** Labels of those fields in the asker's language. */
  labels: ReadonlyMap<string, string>;
  /** Defaults of the enterprise's own fields. */
  customDefaults: Readonly<Record<string, unknown>>;
}

/** A row on its way: what it becomes is decided step by step. */
export interface LeadVerdict extends Verdict {
  values: LeadValues;
  /** The lead that it becomes, when it is created. */
  lead?: NewLead;
  /** The lead that it fills, when it updates one. */
  updates?: string;
}

export function fail(verdict: LeadVerdict, issue: RowIssue): void {
  verdict.outcome = 'failed';
  verdict.issues.push(issue);
}

const CUSTOM = 'custom.';

/** Splits a row's values into the lead's fields and its custom ones, under the import's rules. */
export function leadValues({ values }: ParsedRow, { sourceId, tags }: LeadImportRules): LeadValues {
  const fields: Record<string, unknown> = {};
  const custom: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    if (key.startsWith(CUSTOM)) custom[key.slice(CUSTOM.length)] = value;
    else fields[key] = value;
  }
  const { owner: _owner, pool: _pool, ...own } = fields;
  const allTags = [...new Set([...((own.tags as string[] | undefined) ?? []), ...tags])];
  return {
    ...(sourceId === null ? {} : { sourceId }),
    ...own,
    ...(allTags.length > 0 ? { tags: allTags } : {}),
    ...(Object.keys(custom).length > 0 ? { custom } : {}),
  } as LeadValues;
}

/** The row's filled cells go over what stands; tags and custom fields are united. */
export function fill<T extends Partial<LeadValues>>(target: T, values: LeadValues): T {
  const tags = [...new Set([...(target.tags ?? []), ...(values.tags ?? [])])];
  const custom = { ...target.custom, ...values.custom };
  return Object.assign(target, values, {
    ...(tags.length > 0 ? { tags } : {}),
    ...(Object.keys(custom).length > 0 ? { custom } : {}),
  });
}
