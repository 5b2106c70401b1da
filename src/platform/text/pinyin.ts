import { LRUCache } from 'lru-cache';
import type * as PinyinPro from 'pinyin-pro';
import { onDemand } from '../on-demand.js';

/** Full pinyin without tones and initials, both lower case: `华夏科技` → `huaxiakeji`, `hxkj`. Other scripts stay as they are. */
export interface Pinyin {
  full: string;
  initials: string;
}

/** With its dictionary, once the first Chinese name asks for it. */
const library = (): typeof PinyinPro => onDemand('pinyin-pro') as typeof PinyinPro;

const HAN = /\p{Script=Han}/u;

/** Names asked for again within a short while: an import works them out while the database is busy, and asks when it writes. */
const known = new LRUCache<string, Pinyin>({ max: 8192 });

/** What a name is sorted and found by. */
export function pinyinOf(name: string): Pinyin {
  const text = name.trim().toLowerCase();
  const before = known.get(text);
  if (before) return before;
  const found = workedOut(text);
  known.set(text, found);
  return found;
}

function workedOut(text: string): Pinyin {
  if (!HAN.test(text)) return { full: text, initials: text.replace(/[^a-z0-9]/g, '') };
  const syllables = library().pinyin(text, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' });
  return {
    full: syllables.join(''),
    initials: syllables
      .map((each) => (HAN.test(each) ? '' : each.charAt(0)))
      .join('')
      .replace(/[^a-z0-9]/g, ''),
  };
}
