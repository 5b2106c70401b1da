import { REGIONS } from './regions.js';

/** Endings that say nothing about which company it is. */
const FORMS =
  /(集团股份有限公司|股份有限公司|有限责任公司|股份公司|股份合作公司|有限公司|集团公司|分公司|公司|co\.?,?ltd\.?|corporation|corp\.?|company|ltd\.?|inc\.?|llc|gmbh)$/;
const DECORATION = /[\s()（）[\]【】{}<>《》〈〉「」『』〔〕"“”'‘’`·•.．,，、。;;:：!！?？&_/\\|~-]/g;
/** As long as any name that is compared. */
const LONGEST = 200;

/** What two spellings of one company have in common: width, case, brackets, punctuation, spaces and legal form do not count. */
export function companyKey(name: string): string | null {
  const plain = name.normalize('NFKC').toLowerCase().replace(DECORATION, '');
  const key = plain.replace(FORMS, '') || plain;
  return key === '' ? null : key.slice(0, LONGEST);
}

/** The key without the region before or within the name: 杭州华夏科技 and 华夏科技(上海) are near each other. */
export function nearCompanyKey(name: string): string | null {
  const key = companyKey(name.normalize('NFKC').replace(IN_BRACKETS, '')) ?? companyKey(name);
  return key === null ? null : withoutRegions(key);
}

/** 浙江杭州华夏 names two; what is nothing but a region stays. */
function withoutRegions(key: string): string {
  const shorter = key.replace(LEADING, '');
  return shorter === key || [...shorter].length < 2 ? key : withoutRegions(shorter);
}

const names = [...REGIONS].sort((a, b) => b.length - a.length).join('|');
const LEADING = new RegExp(`^(?:中国|(?:${names})(?:特别行政区|自治区|自治州|省|市|区|县)?)`);
const IN_BRACKETS = new RegExp(`[([【](?:中国|(?:${names})[省市区县]?)[)\\]】]`, 'g');
