import ipaddr from 'ipaddr.js';

/** Whether the text is an address range in CIDR notation or a single address, IPv4 or IPv6. */
export const isRange = (text: string): boolean => ipaddr.isValidCIDR(text) || isAddress(text);

/** A range in its usual form: `2001:DB8::1` → `2001:db8::1/128`. */
export function normaliseRange(text: string): string {
  if (!text.includes('/')) {
    const address = ipaddr.process(text);
    return `${address.toString()}/${address.kind() === 'ipv4' ? 32 : 128}`;
  }
  const [address, bits] = ipaddr.parseCIDR(text);
  return `${address.toString()}/${bits}`;
}

/** Whether an address lies in one of the ranges; none at all means any address. IPv4 within IPv6 counts as IPv4. */
export function isWithin(ip: string, ranges: readonly string[]): boolean {
  if (ranges.length === 0) return true;
  if (!ipaddr.isValid(ip)) return false;
  const address = ipaddr.process(ip);
  return ranges.some((range) => {
    const [start, bits] = ipaddr.parseCIDR(range);
    return start.kind() === address.kind() && address.match(start, bits);
  });
}

/** `ipaddr.isValid` also takes `10` and `0x7f.1` for addresses. */
const isAddress = (text: string): boolean =>
  text.includes(':') ? ipaddr.IPv6.isValid(text) && !text.includes('%') : ipaddr.IPv4.isValidFourPartDecimal(text);
