import { problem } from '../errors/index.js';
import { text } from '../i18n/locale.js';

export const dataExportNotFound = problem(
  404,
  'DATA_EXPORT_NOT_FOUND',
  text('找不到该数据导出', 'There is no such export of data.'),
);
export const dataExportUnfinished = problem(
  409,
  'DATA_EXPORT_UNFINISHED',
  text('数据导出尚未完成', 'The data are not exported yet.'),
);
export const dataExportRunning = problem(
  409,
  'DATA_EXPORT_RUNNING',
  text('已有数据导出正在进行', 'An export of all data is under way already.'),
);
