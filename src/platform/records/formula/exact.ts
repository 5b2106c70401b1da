import { QUOTIENT_PLACES } from './formula.js';

/** A decimal number without loss: digits × 10^-scale, as PostgreSQL's numeric computes with it. */
export interface Exact {
  digits: bigint;
  scale: number;
}

const DECIMAL = /^(-?\d+)(?:\.(\d*))?$/;

/** @throws RangeError for text that is no decimal number */
export function exact(value: unknown): Exact {
  const [, whole, fraction = ''] = DECIMAL.exec(String(value)) ?? [];
  if (whole === undefined) throw new RangeError(`Not a decimal number: ${String(value)}`);
  return { digits: BigInt(`${whole}${fraction}`), scale: fraction.length };
}

export const add = (a: Exact, b: Exact): Exact => together(a, b, (x, y) => x + y);
export const subtract = (a: Exact, b: Exact): Exact => together(a, b, (x, y) => x - y);
export const multiply = (a: Exact, b: Exact): Exact => ({ digits: a.digits * b.digits, scale: a.scale + b.scale });
export const compare = (a: Exact, b: Exact): number => Number(sign(subtract(a, b).digits));

/** To twelve places, half away from zero; undefined by zero. */
export function divide(a: Exact, b: Exact): Exact | undefined {
  if (b.digits === 0n) return undefined;
  const above = a.digits * 10n ** BigInt(b.scale + QUOTIENT_PLACES);
  const below = b.digits * 10n ** BigInt(a.scale);
  return { digits: halfAway(above, below), scale: QUOTIENT_PLACES };
}

/** Half away from zero, with exactly so many places. */
export function round({ digits, scale }: Exact, places: number): Exact {
  if (scale <= places) return { digits: digits * 10n ** BigInt(places - scale), scale: places };
  return { digits: halfAway(digits, 10n ** BigInt(scale - places)), scale: places };
}

export function floor({ digits, scale }: Exact): Exact {
  const unit = 10n ** BigInt(scale);
  const whole = digits / unit;
  return { digits: digits < 0n && digits % unit !== 0n ? whole - 1n : whole, scale: 0 };
}

export const negate = ({ digits, scale }: Exact): Exact => ({ digits: -digits, scale });

/** Whole numbers towards zero. */
export const truncated = ({ digits, scale }: Exact): bigint => digits / 10n ** BigInt(scale);

/** `-0.50`; zero has no sign. */
export function exactText({ digits, scale }: Exact): string {
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const plain = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
  return digits < 0n ? `-${plain}` : plain;
}

function together(a: Exact, b: Exact, of: (x: bigint, y: bigint) => bigint): Exact {
  const scale = Math.max(a.scale, b.scale);
  return { digits: of(a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale)), scale };
}

function halfAway(above: bigint, below: bigint): bigint {
  const [a, b] = [above < 0n ? -above : above, below < 0n ? -below : below];
  return sign(above) * sign(below) * ((2n * a + b) / (2n * b));
}

const sign = (value: bigint): bigint => (value < 0n ? -1n : value > 0n ? 1n : 0n);

export const ceilOf = (value: Exact): Exact => negate(floor(negate(value)));
