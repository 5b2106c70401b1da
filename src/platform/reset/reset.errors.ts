import { onViolation, problem, recordsBeingReset } from '../errors/index.js';
import { text } from '../i18n/locale.js';

export const resetNotFound = problem(404, 'RESET_NOT_FOUND', text('找不到该清空申请', 'There is no such reset.'));
export const resetNotConfirmed = problem(
  422,
  'RESET_NOT_CONFIRMED',
  text('confirmation 须为企业名称或企业代码', 'The confirmation must be the name or the code of the enterprise.'),
);
export const resetNeedsSecond = problem(
  409,
  'RESET_NEEDS_SECOND_ADMINISTRATOR',
  text('清空数据须由另一位管理员同意,而目前没有', 'A reset needs the consent of another administrator, and there is none.'),
);
export const resetUnderway = problem(
  409,
  'RESET_UNDERWAY',
  text('已有一个清空申请尚未结束', 'There is a reset already that has not ended.'),
);
export const resetNotOpen = problem(
  409,
  'RESET_NOT_OPEN',
  text('该清空申请已不能这样处理', 'The reset is not in a state for that any more.'),
);
export const resetConsentRefused = problem(
  403,
  'RESET_CONSENT_REFUSED',
  text(
    '只有申请之前就是管理员的另一人可以同意',
    'Only somebody else, who was an administrator before the reset was asked for, may consent.',
  ),
);

onViolation('crm_resets_one_open', resetUnderway);
onViolation('records_being_reset', recordsBeingReset);
