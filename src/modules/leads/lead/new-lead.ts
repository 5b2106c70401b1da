import { companyKey, pinyinOf } from '../../../platform/text/index.js';
import type { NewPlace } from '../../pools/index.js';

/** A lead about to be created, checked and placed; keys as in the API. */
export interface NewLead extends NewPlace {
  id: string;
  name: string;
  company?: string | null;
  title?: string | null;
  phone?: string | null;
  email?: string | null;
  wechat?: string | null;
  sourceId?: string | null;
  groupId?: string | null;
  industryId?: string | null;
  regionId?: string | null;
  address?: string | null;
  website?: string | null;
  remark?: string | null;
  tags?: string[];
  degree?: string;
  nextContactAt?: string | null;
  custom?: Record<string, unknown>;
  importId?: string | null;
}

/** What is derived from name and company when either is written. */
export interface LeadKeys {
  namePinyin: string;
  initials: string;
  companyKey: string | null;
}

export function keysOf(name: string, company: string | null | undefined): LeadKeys {
  const { full, initials } = pinyinOf(name);
  const ofCompany = company ? pinyinOf(company).initials : '';
  return {
    namePinyin: full,
    initials: ofCompany ? `${initials} ${ofCompany}` : initials,
    companyKey: company ? companyKey(company) : null,
  };
}
