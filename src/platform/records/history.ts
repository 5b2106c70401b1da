import { customKey } from './custom-field.js';
import type { ObjectDescriptor } from './descriptor.js';

/** Old and new value of each changed field. */
export type Changes = Record<string, [old: unknown, now: unknown]>;

/** History lines name columns; readers get API keys, without what their roles hide. Custom fields are split by key. */
export function readableChanges(descriptor: ObjectDescriptor, hidden: ReadonlySet<string>, columns: Changes): Changes {
  const fields = new Map(descriptor.fields.map((field) => [field.column, field]));
  const readable: Changes = {};
  for (const [column, [old, now]] of Object.entries(columns)) {
    if (column === 'custom') Object.assign(readable, customChanges(old, now));
    else {
      const field = fields.get(column);
      if (field) readable[field.key] = field.type === 'timestamp' ? [instant(old), instant(now)] : [old, now];
    }
  }
  return Object.fromEntries(Object.entries(readable).filter(([key]) => !hidden.has(key)));
}

/** PostgreSQL's JSON writes an offset where the API writes Z. */
const instant = (value: unknown): unknown => (typeof value === 'string' ? new Date(value).toISOString() : value);

function customChanges(old: unknown, now: unknown): Changes {
  const before = (old ?? {}) as Record<string, unknown>;
  const after = (now ?? {}) as Record<string, unknown>;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return Object.fromEntries(changed.map((key) => [customKey(key), [before[key] ?? null, after[key] ?? null]]));
}
