import { text } from '../../../platform/i18n/locale.js';
import { rowIssue } from '../../../platform/records/import/index.js';

export const ownerUnknown = rowIssue('OWNER_UNKNOWN', text('没有在职员工“{owner}”', 'There is no active employee {owner}'));
export const ownerAmbiguous = rowIssue(
  'OWNER_AMBIGUOUS',
  text('有多名员工叫“{owner}”,请改填手机号或工号', 'Several employees are called {owner}; give the phone or employee number'),
);
export const ownerNotAllowed = rowIssue(
  'OWNER_NOT_ALLOWED',
  text('您无权分配给“{owner}”', 'You may not give records to {owner}'),
);
export const poolUnknown = rowIssue(
  'POOL_UNKNOWN',
  text('没有您可用的“{pool}”', 'There is no pool or sea {pool} that you may fill'),
);
export const noPool = rowIssue(
  'NO_POOL',
  text('没有负责人,也没有线索池或公海可放:请选择一个', 'It has neither owner nor pool: choose a pool or sea'),
);
export const duplicateKnown = rowIssue(
  'DUPLICATE',
  text('已有相同的记录({field}),位于“{holder}”', 'There is such a record already ({field}), held by {holder}'),
);
export const duplicateUnseen = rowIssue(
  'DUPLICATE_ELSEWHERE',
  text('已有相同的记录({field})', 'There is such a record already ({field})'),
);
export const duplicateInFile = rowIssue(
  'DUPLICATE_IN_FILE',
  text('与文件第 {row} 行重复({field})', 'The same as row {row} of the file ({field})'),
);
export const duplicateAmbiguous = rowIssue(
  'DUPLICATE_AMBIGUOUS',
  text('与多条已有记录重复,无法确定更新哪一条', 'It equals several records; which one to update is not clear'),
);
export const duplicateNotYours = rowIssue(
  'DUPLICATE_NOT_YOURS',
  text('重复的记录不可由您修改', 'You may not change the record that it equals'),
);
export const tagInvalid = rowIssue('TAG_INVALID', text('标签最多 50 个,每个最多 50 字', 'At most 50 tags of 50 characters'));
