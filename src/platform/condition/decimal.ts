/** A decimal number without loss: digits × 10^-scale. */
interface Scaled {
  digits: bigint;
  scale: number;
}

const DECIMAL = /^([+-]?\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

/**
 * Orders two decimal numbers exactly: negative, zero or positive as a is less than, equal to or greater than b.
 * `1.50` equals `1.5`. Numbers are read through their shortest decimal text, as JSON writes them.
 * @throws RangeError when either is not a finite decimal number.
 */
export function compareDecimals(a: unknown, b: unknown): number {
  const left = scaled(String(a));
  const right = scaled(String(b));
  const scale = Math.max(left.scale, right.scale);
  const difference = raise(left, scale) - raise(right, scale);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

function scaled(text: string): Scaled {
  const [, whole, fraction = '', exponent = '0'] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`Not a decimal number: ${text}`);
  return { digits: BigInt(`${whole}${fraction}`), scale: fraction.length - Number(exponent) };
}

/** The digits at a scale that is not smaller than the number's own. */
function raise(number: Scaled, scale: number): bigint {
  return number.digits * 10n ** BigInt(scale - number.scale);
}
