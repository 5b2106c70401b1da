/** A record as merging reads it: values by API key, custom ones inside `custom`. */
export interface Mergeable {
  id: string;
  custom: Record<string, unknown>;
  [key: string]: unknown;
}

/** What becomes of the survivor: values to write by API key. */
export interface MergedValues {
  changes: Record<string, unknown>;
  custom: Record<string, unknown>;
}

/**
 * Decides each field: the value of the record named in `wins`, otherwise the survivor's, otherwise the first that one of
 * the others has. Tags are united unless somebody's were chosen. Only what differs from the survivor is returned.
 * `saysNothing` has the value of a field that counts as none: a degree of `none`.
 */
export function mergedValues(
  survivor: Mergeable,
  others: readonly Mergeable[],
  wins: Readonly<Record<string, string>>,
  keys: readonly string[],
  customKeys: readonly string[],
  saysNothing: Readonly<Record<string, unknown>> = {},
): MergedValues {
  const isEmpty = (name: string, value: unknown): boolean =>
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0) ||
    (name in saysNothing && value === saysNothing[name]);
  const all = [survivor, ...others];
  const byId = new Map(all.map((record) => [record.id, record]));
  const decide = (name: string, valueOf: (record: Mergeable) => unknown): unknown => {
    const winner = wins[name] === undefined ? undefined : byId.get(wins[name]);
    if (winner) return valueOf(winner) ?? null;
    if (name === 'tags') return [...new Set(all.flatMap((lead) => valueOf(lead) as string[]))];
    return all.map(valueOf).find((value) => !isEmpty(name, value)) ?? valueOf(survivor) ?? null;
  };
  const changes = differing(keys, (key) => [decide(key, (record) => record[key]), survivor[key]]);
  const custom = differing(customKeys, (key) => [decide(`custom.${key}`, (record) => record.custom[key]), survivor.custom[key]]);
  return { changes, custom };
}

function differing(keys: readonly string[], of: (key: string) => [now: unknown, before: unknown]): Record<string, unknown> {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const [now, before] = of(key);
      return JSON.stringify(now ?? null) === JSON.stringify(before ?? null) ? [] : [[key, now]];
    }),
  );
}
