const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,6})\d*)?(Z|[+-]\d{2})(?::?(\d{2}))?$/;

/**
 * Microseconds since 1970, PostgreSQL's own precision: milliseconds would call two different stored times equal.
 * Takes a Date, RFC 3339 text, or PostgreSQL's `2026-11-21 08:00:00.123456+08`.
 * @throws RangeError when the value is no point in time.
 */
export function microseconds(value: unknown): bigint {
  if (value instanceof Date) return BigInt(value.getTime()) * 1000n;
  const parts = TIMESTAMP.exec(String(value));
  const [, day, time, fraction = '', sign, minutes = '00'] = parts ?? [];
  // Only what has matched: Date.parse makes some time of almost any text.
  const milliseconds = parts ? Date.parse(`${day}T${time}${sign === 'Z' ? 'Z' : `${sign}:${minutes}`}`) : Number.NaN;
  if (Number.isNaN(milliseconds)) throw new RangeError(`Not a point in time: ${String(value)}`);
  return BigInt(milliseconds) * 1000n + BigInt(fraction.padEnd(6, '0'));
}
