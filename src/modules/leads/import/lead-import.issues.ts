import { text } from '../../../platform/i18n/locale.js';
import { rowIssue } from '../../../platform/records/import/index.js';

export const ownerUnknown = rowIssue('OWNER_UNKNOWN', text('没有在职员工“{owner}”', 'There is no active employee {owner}'));
export const ownerAmbiguous = rowIssue(
  'OWNER_AMBIGUOUS',
  text('有多名员工叫“{owner}”,请改填手机号或工号', 'Several employees are called {owner}; give the phone or employee number'),
);
export const ownerNotAllowed = rowIssue(
  'OWNER_NOT_ALLOWED',
  text('您无权将线索分配给“{owner}”', 'You may not give leads to {owner}'),
);
export const poolUnknown = rowIssue(
  'POOL_UNKNOWN',
  text('没有可用的线索池“{pool}”', 'There is no pool {pool} that you may fill'),
);
export const noPool = rowIssue(
  'NO_POOL',
  text('没有负责人,也没有线索池可放:请选择线索池', 'It has neither owner nor pool: choose a pool'),
);
export const duplicateLead = rowIssue(
  'DUPLICATE',
  text('已有相同的线索({field}),位于“{holder}”', 'There is such a lead already ({field}), held by {holder}'),
);
export const duplicateUnseen = rowIssue(
  'DUPLICATE_ELSEWHERE',
  text('已有相同的线索({field})', 'There is such a lead already ({field})'),
);
export const duplicateInFile = rowIssue(
  'DUPLICATE_IN_FILE',
  text('与文件第 {row} 行重复({field})', 'The same as row {row} of the file ({field})'),
);
export const duplicateAmbiguous = rowIssue(
  'DUPLICATE_AMBIGUOUS',
  text('与多条已有线索重复,无法确定更新哪一条', 'It equals several leads; which one to update is not clear'),
);
export const duplicateNotYours = rowIssue(
  'DUPLICATE_NOT_YOURS',
  text('重复的线索不可由您修改', 'You may not change the lead that it equals'),
);
export const tagInvalid = rowIssue('TAG_INVALID', text('标签最多 50 个,每个最多 50 字', 'At most 50 tags of 50 characters'));
