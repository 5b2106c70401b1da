const SPECIAL = /[.*+?^${}()|[\]\\]/g;
/** Shorter texts stand in too many others. */
const SHORTEST = 5;

/**
 * A regular expression of PostgreSQL that finds these values in texts: phones as people write them, with or without their
 * country, the rest as whole words, whatever the case. Undefined where no value is long enough.
 */
export function patternOf(identifiers: readonly string[]): string | undefined {
  const parts = identifiers.filter((value) => value.length >= SHORTEST).map(partOf);
  return parts.length === 0 ? undefined : parts.join('|');
}

function partOf(value: string): string {
  if (!/^\+\d+$/.test(value)) return String.raw`(?<![\w.@-])${value.replace(SPECIAL, String.raw`\$&`)}(?![\w@-])`;
  const national = value.startsWith('+86') ? value.slice(3) : value.slice(1);
  return String.raw`${[...national].join('[ -]?')}(?!\d)`;
}
