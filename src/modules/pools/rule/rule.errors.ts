import { problem } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';

export const ruleInForce = problem(
  409,
  'POOL_RULE_IN_FORCE',
  text('该版本已经生效,不能撤回', 'This version has taken effect already and cannot be withdrawn.'),
);
export const draftOutdated = problem(
  409,
  'DRAFT_OUTDATED',
  text('草稿引用的字段或池已不可用,请先修改草稿', 'The draft speaks of fields or pools that are gone; change it first.'),
);
export const targetPoolInvalid = problem(
  422,
  'TARGET_POOL_INVALID',
  text('目标池不存在、已停用或不存放此类记录', 'The target pool does not exist, is out of use or holds other records.'),
);
