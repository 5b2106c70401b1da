/** Endings that say nothing about which company it is. */
const FORMS = /(集团股份有限公司|股份有限公司|有限责任公司|有限公司|集团公司|分公司|公司|co\.?,?ltd\.?|ltd\.?|inc\.?|llc)$/;

/** What two spellings of one company have in common: width, case, brackets, spaces and legal form do not count. */
export function companyKey(name: string): string | null {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s()()[\]【】<>《》"'·.,,、。-]/g, '');
  const key = plain.replace(FORMS, '') || plain;
  return key === '' ? null : key.slice(0, 200);
}
