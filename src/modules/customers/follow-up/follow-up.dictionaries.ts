import sql from 'sql-template-tag';
import { text } from '../../../platform/i18n/locale.js';
import { registerDictionaryHolder } from '../../settings/index.js';

const descriptor = { object: 'followUp', table: 'follow_ups', label: text('跟进记录', 'Follow-up') };

registerDictionaryHolder({
  dictionary: 'followUpType',
  descriptor,
  key: 'typeId',
  label: text('跟进类型', 'Type'),
  hasOneOf: (ids) => sql`r.type_id = ANY (${ids}::uuid[])`,
  assign: (id) => sql`type_id = ${id}`,
});

registerDictionaryHolder({
  dictionary: 'actionTag',
  descriptor,
  key: 'actionTagIds',
  label: text('行动标签', 'Action tags'),
  hasOneOf: (ids) => sql`r.action_tag_ids && ${ids}::uuid[]`,
  // who had both has the survivor once
  assign: (id, ids) =>
    sql`action_tag_ids = ARRAY(SELECT t FROM unnest(r.action_tag_ids) t WHERE t <> ALL (${ids}::uuid[]) AND t <> ${id}) || ${id}`,
});
