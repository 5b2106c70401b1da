import { text, type Text } from '../../../platform/i18n/locale.js';
import { dictionaryNotFound } from '../settings.errors.js';

/** One set of words; which there are is the program's, what stands in them the enterprise's. */
export interface Dictionary {
  key: string;
  label: Text;
  /** Levels that it may have: 1 is a list. */
  levels: number;
  /** The most items that it may have. */
  limit: number;
}

const tree = (key: string, label: Text): Dictionary => ({ key, label, levels: 5, limit: 10_000 });
const list = (key: string, label: Text): Dictionary => ({ key, label, levels: 1, limit: 1000 });

/** All dictionaries, in the order in which settings show them (DICT-01). */
export const DICTIONARIES: readonly Dictionary[] = [
  tree('industry', text('行业', 'Industries')),
  tree('region', text('区域', 'Regions')),
  list('channelType', text('通路类型', 'Channel types')),
  list('customerLevel', text('客户级别', 'Customer levels')),
  list('customerStatus', text('客户状态', 'Customer statuses')),
  list('customerSource', text('客户来源', 'Customer sources')),
  list('followUpProgress', text('跟进进度', 'Follow-up progress')),
  list('leadSource', text('流量来源', 'Lead sources')),
  list('leadGroup', text('线索分组', 'Lead groups')),
  list('invalidReason', text('无效原因', 'Reasons of invalid leads')),
  list('followUpType', text('跟进方式', 'Kinds of follow-ups')),
  list('actionTag', text('行动标签', 'Action tags')),
  list('winReason', text('赢单原因', 'Reasons of won deals')),
  list('lossReason', text('输单原因', 'Reasons of lost deals')),
  list('unit', text('单位', 'Units')),
];

const byKey = new Map(DICTIONARIES.map((each) => [each.key, each]));

export const dictionaryOf = (key: string): Dictionary | undefined => byKey.get(key);

/** @throws dictionaryNotFound */
export function mustBeDictionary(key: string): Dictionary {
  const dictionary = dictionaryOf(key);
  if (!dictionary) throw dictionaryNotFound();
  return dictionary;
}
