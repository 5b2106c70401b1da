import sql from 'sql-template-tag';
import { text } from '../../../platform/i18n/locale.js';
import { registerDictionaryHolder } from '../../settings/index.js';
import { followUpDescriptor } from './follow-up.descriptor.js';

registerDictionaryHolder({
  dictionary: 'actionTag',
  descriptor: followUpDescriptor,
  key: 'actionTagIds',
  label: text('行动标签', 'Action tags'),
  hasOneOf: (ids) => sql`r.action_tag_ids && ${ids}::uuid[]`,
  // who had both has the survivor once
  assign: (id, ids) =>
    sql`action_tag_ids = ARRAY(SELECT t FROM unnest(r.action_tag_ids) t WHERE t <> ALL (${ids}::uuid[]) AND t <> ${id}) || ${id}`,
});
