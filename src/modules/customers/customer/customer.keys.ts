import { companyKey, nearCompanyKey, pinyinOf } from '../../../platform/text/index.js';

/** What is derived from a customer's names when one of them is written. */
export interface CustomerKeys {
  namePinyin: string;
  initials: string;
  /** What counts of the full name: width, case, brackets, punctuation and legal form do not. */
  nameKey: string;
  shortKey: string | null;
  /** The full name's key without its region. */
  nearKey: string;
}

export function customerKeys(name: string, shortName: string | null | undefined): CustomerKeys {
  const { full, initials } = pinyinOf(name);
  const ofShort = shortName ? pinyinOf(shortName).initials : '';
  // a name of nothing but punctuation is compared as it is
  const nameKey = companyKey(name) ?? name;
  return {
    namePinyin: full,
    initials: ofShort ? `${initials} ${ofShort}` : initials,
    nameKey,
    shortKey: shortName ? (companyKey(shortName) ?? shortName) : null,
    nearKey: nearCompanyKey(name) ?? nameKey,
  };
}
