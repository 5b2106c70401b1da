/** What bodies and spreadsheets alike take for a value of a type. */

export const TIME_OF_DAY = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
export const EMAIL = /^[^\s@"(),:;<>[\\\]]{1,64}@[^\s@.,;]+(\.[^\s@.,;]+)+$/;
export const MONEY_PLACES = 2;

const MONEY = /^(-?)0*(\d{1,16})(?:\.(\d{1,2}))?$/;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const LONGEST_LINK = 2000;

/** An amount with exactly so many decimal places, which the column numeric(18,2) holds: `12.5` → `12.50`. */
export function decimalOf(text: string, places: number): string | undefined {
  const [, sign, whole, fraction = ''] = MONEY.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const plain = `${whole}.${fraction.padEnd(places, '0')}`;
  return sign === '-' && Number(plain) !== 0 ? `-${plain}` : plain;
}

/** An address of the web as people write it; where the scheme is left out it is https. */
export function linkOf(text: string): string | undefined {
  const trimmed = text.trim();
  const address = SCHEME.test(trimmed) && !/^[^/:]+:\d/.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (address.length > LONGEST_LINK || /\s/.test(address) || !URL.canParse(address)) return undefined;
  const { protocol, hostname } = new URL(address);
  return (protocol === 'http:' || protocol === 'https:') && /[.:]|^localhost$/.test(hostname) ? address : undefined;
}
