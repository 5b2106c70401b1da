import { pinyinOf } from '../../../platform/text/index.js';

const LONGEST = 40;

/** A key of plain letters and digits from a label: `预算金额` → `yusuanjine`, `Lead budget` → `leadBudget`; a number is added where it is taken. */
export function keyFromLabel(label: string, taken: ReadonlySet<string>): string {
  const words = ascii(pinyinOf(label).full)
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  const camel = words.map((word, n) => (n === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1))).join('');
  const base =
    camel
      .replace(/^[^A-Za-z]+/, '')
      .replace(/^./, (first) => first.toLowerCase())
      .slice(0, LONGEST) || 'field';
  return free(base, taken);
}

/** A code for a choice from its label, by the same rules; digits may begin it. */
export function codeFromLabel(label: string, taken: ReadonlySet<string>): string {
  const base =
    ascii(pinyinOf(label).full)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '')
      .slice(0, LONGEST) || 'choice';
  return free(base, taken);
}

const ascii = (value: string): string => value.normalize('NFKD').replace(/\p{Mn}/gu, '');

function free(base: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base.slice(0, LONGEST - String(n).length)}${n}`;
    if (!taken.has(name)) return name;
  }
}
