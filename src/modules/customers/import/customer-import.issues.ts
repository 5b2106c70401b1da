import { text } from '../../../platform/i18n/locale.js';
import { rowIssue } from '../../../platform/records/import/index.js';

export const numberTaken = rowIssue('NUMBER_TAKEN', text('编号“{number}”已被使用', 'Another customer has the number {number}'));
export const parentUnknown = rowIssue(
  'PARENT_UNKNOWN',
  text(
    '没有上级客户“{parent}”(须已存在,或在本文件中位于此行之前)',
    'There is no customer {parent}, nor an earlier row of this file',
  ),
);
export const parentAmbiguous = rowIssue(
  'PARENT_AMBIGUOUS',
  text('有多个客户叫“{parent}”', 'Several customers are called {parent}'),
);
export const creatorUnknown = rowIssue('CREATOR_UNKNOWN', text('没有员工“{creator}”', 'There is no employee {creator}'));
export const creatorAmbiguous = rowIssue(
  'CREATOR_AMBIGUOUS',
  text('有多名员工叫“{creator}”,请改填手机号或工号', 'Several employees are called {creator}; give the phone or employee number'),
);
export const createdInFuture = rowIssue('IN_THE_FUTURE', text('不能晚于现在', 'This is in the future'));
export const placeInvalid = rowIssue(
  'COORDINATES_INVALID',
  text('经度(-180 至 180)和纬度(-90 至 90)须同时填写', 'Longitude (-180 to 180) and latitude (-90 to 90) go together'),
);
export const nearName = rowIssue(
  'NEAR_NAME',
  text('与客户“{name}”名称相近,位于“{holder}”', 'The name is near that of {name}, held by {holder}'),
);
export const nearNameOfDepartment = rowIssue(
  'NEAR_NAME_OF_DEPARTMENT',
  text('与“{department}”的一个客户名称相近', 'The name is near that of a customer of {department}'),
);
export const nearNameElsewhere = rowIssue(
  'NEAR_NAME_ELSEWHERE',
  text('与一个已有客户名称相近', 'The name is near that of an existing customer'),
);
export const nearNameInFile = rowIssue(
  'NEAR_NAME_IN_FILE',
  text('与文件第 {row} 行的“{name}”名称相近', 'The name is near that of {name} in row {row} of the file'),
);
export const tooManyPhones = rowIssue('TOO_MANY_PHONES', text('最多 20 个其他电话', 'At most 20 further phones'));
