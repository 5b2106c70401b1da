import ipaddr from 'ipaddr.js';
import { onDemand } from '../../../platform/on-demand.js';

/** Where an address is at home, in Chinese; null for what is not known of it. */
export interface Place {
  country: string | null;
  province: string | null;
  city: string | null;
}

interface Library {
  search(ip: string): { country: string; province: string; city: string } | null;
}

const NOWHERE: Place = { country: null, province: null, city: null };
/** One of the two tables says 广东省 where the other says 广东. */
const SUFFIX = /(省|市|(壮族|回族|维吾尔)?自治区|特别行政区)$/;
let library: Library | undefined;

/** Asks the tables that come with the program; nothing goes over the network. Private and reserved addresses are nowhere. */
export function placeOf(ip: string): Place {
  if (!ipaddr.isValid(ip)) return NOWHERE;
  const address = ipaddr.process(ip);
  if (address.range() !== 'unicast') return NOWHERE;
  const found = tables().search(address.toString());
  if (!found?.country) return NOWHERE;
  return { country: found.country, province: found.province.replace(SUFFIX, '') || null, city: found.city || null };
}

/** Eleven megabytes, read at the first question. */
function tables(): Library {
  if (!library) {
    const { default: Tables } = onDemand('ip2region') as { default: new () => Library };
    library = new Tables();
  }
  return library;
}

/** In words, for people. */
export const placeText = ({ country, province, city }: Place): string =>
  [country, province, city].filter((part) => part !== null).join(' ');
