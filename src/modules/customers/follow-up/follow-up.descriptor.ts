import { text } from '../../../platform/i18n/locale.js';
import { choice, dictionaryField, registerObject, type ObjectDescriptor } from '../../../platform/records/index.js';
import { FOLLOW_UP, followUpPolicy } from './follow-up.policy.js';

const METHOD_CHOICES = [
  choice('call', '电话', 'Call'),
  choice('visit', '拜访', 'Visit'),
  choice('wechat', '微信', 'WeChat'),
  choice('email', '邮件', 'E-mail'),
  choice('meeting', '会议', 'Meeting'),
  choice('other', '其他', 'Other'),
] as const;

/** What follow-ups have of their own, and enterprises add to it (DICT-03). Degree and next contact are their record's, and ruled there. */
export const followUpDescriptor: ObjectDescriptor = registerObject({
  object: FOLLOW_UP,
  table: 'follow_ups',
  label: followUpPolicy.label,
  policy: followUpPolicy,
  fields: [
    // made in the order of time
    { key: 'id', label: text('标识', 'Id'), type: 'reference', column: 'id', sortable: true },
    {
      key: 'method',
      label: text('跟进方式', 'Method'),
      type: 'choice',
      column: 'method',
      choices: METHOD_CHOICES,
      writable: true,
      required: true,
    },
    dictionaryField('type', text('跟进类型', 'Type'), 'followUpType', { importable: false, writable: true }),
    { key: 'content', label: text('内容', 'Content'), type: 'text', column: 'content', maxLength: 5000, writable: true },
    { key: 'version', label: text('版本', 'Version'), type: 'integer', column: 'version' },
  ],
  defaultSort: '-id',
  customizable: true,
});
