import { onViolation, problem } from '../../platform/errors/index.js';
import { text } from '../../platform/i18n/locale.js';

export const poolNotFound = problem(404, 'POOL_NOT_FOUND', text('线索池不存在', 'There is no such pool.'));
export const poolNameTaken = problem(409, 'POOL_NAME_TAKEN', text('已有同名的池', 'There is a pool of this name already.'));
export const poolDisabled = problem(409, 'POOL_DISABLED', text('该池已停用', 'This pool is out of use.'));
export const poolNotEmpty = problem(
  409,
  'POOL_NOT_EMPTY',
  text('池中仍有 {count} 条记录,不能停用', 'There are still {count} records in this pool.'),
);
export const poolWrongObject = problem(
  422,
  'POOL_OF_ANOTHER_KIND',
  text('该池不存放此类记录', 'This pool holds another kind of record.'),
);
export const noPoolForRecord = problem(
  422,
  'NO_POOL_FOR_RECORD',
  text('没有适用的池,请指定', 'No routing rule fits; name a pool.'),
);
export const placeTwice = problem(
  422,
  'PLACE_TWICE',
  text('只能指定池、负责人或自动分配之一', 'Name a pool, an owner or routing, not several.'),
);
export const claimByNumberOnly = problem(
  422,
  'CLAIM_BY_NUMBER_ONLY',
  text('该池按入池先后领取,请用数量领取', 'This pool is claimed oldest first: ask for a number of records.'),
);
export const bulkRefused = problem(
  409,
  'BULK_REFUSED',
  text('部分记录不能处理,未作任何更改', 'Some of the records cannot be processed, so nothing was changed.'),
);
export const ruleNotFound = problem(404, 'POOL_RULE_NOT_FOUND', text('规则不存在', 'There is no such rule version.'));
export const noDraft = problem(409, 'NO_DRAFT_RULES', text('没有可发布的草稿', 'There is no draft to publish.'));
export const effectiveInPast = problem(
  422,
  'EFFECTIVE_IN_THE_PAST',
  text('生效时间不能早于现在', 'Rules cannot take effect in the past.'),
);
export const protectionRefused = problem(
  422,
  'PROTECTION_LIMIT',
  text('超出保护次数或时长的限制', 'This goes beyond the number or length of protections that the rules allow.'),
);
export const assigneeNotFound = problem(
  422,
  'ASSIGNEE_NOT_FOUND',
  text('该员工不存在或不在职', 'There is no such active employee.'),
);
export const memberNotFound = problem(422, 'MEMBER_NOT_FOUND', text('成员不存在', 'Some of the members do not exist.'));

// Outcomes of single records within a bulk answer.
export const claimConflict = problem(409, 'CLAIM_CONFLICT', text('已被他人领取', 'Somebody else was faster.'));
export const notInPool = problem(409, 'NOT_IN_POOL', text('不在该池中', 'It is not in this pool.'));
export const dailyLimitReached = problem(
  409,
  'CLAIM_DAILY_LIMIT_REACHED',
  text('今天的领取次数已用完', 'Your claims of today are used up.'),
);
export const totalLimitReached = problem(
  409,
  'CLAIM_TOTAL_LIMIT_REACHED',
  text('该池的领取次数已用完', 'Your claims from this pool are used up.'),
);
export const holdingLimitReached = problem(
  409,
  'HOLDING_LIMIT_REACHED',
  text('持有数量已达上限', 'You hold as many records as allowed.'),
);
export const levelLimitReached = problem(
  409,
  'LEVEL_HOLDING_LIMIT_REACHED',
  text('级别“{label}”的持有数量已达上限', 'You hold as many records of the level “{label}” as allowed.'),
);
export const coolingDown = problem(
  409,
  'CLAIM_COOLING_DOWN',
  text('您曾持有该记录,冷却期内不能再次领取', 'You held this one before and have to wait before claiming it again.'),
);
export const stillWaiting = problem(
  409,
  'CLAIM_WAITING_TIME',
  text('入池等待时间未满', 'It has not been in the pool long enough.'),
);
export const quarantined = problem(409, 'QUARANTINED', text('该记录已被冻结', 'It is quarantined.'));
export const conditionNotMet = problem(
  409,
  'CLAIM_CONDITION_NOT_MET',
  text('不符合领取条件', 'It does not meet the conditions for claiming.'),
);
export const recordNotFound = problem(404, 'RECORD_NOT_FOUND', text('记录不存在', 'There is no such record.'));
export const notPermitted = problem(403, 'NOT_PERMITTED', text('您没有权限处理该记录', 'You may not do this to it.'));

onViolation('pools_name_once', poolNameTaken);
