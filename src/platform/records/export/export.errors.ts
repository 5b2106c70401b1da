import { problem } from '../../errors/index.js';
import { text } from '../../i18n/locale.js';

export const exportNotFound = problem(404, 'EXPORT_NOT_FOUND', text('找不到该导出', 'There is no such export.'));
export const exportUnfinished = problem(409, 'EXPORT_UNFINISHED', text('导出尚未完成', 'The export is not finished.'));
