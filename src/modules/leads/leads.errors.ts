import { problem } from '../../platform/errors/index.js';
import { text } from '../../platform/i18n/locale.js';

export const leadNotFound = problem(404, 'LEAD_NOT_FOUND', text('线索不存在', 'There is no such lead.'));
export const leadDuplicate = problem(409, 'LEAD_DUPLICATE', text('已有相同的线索', 'There is such a lead already.'));
export const leadNotActive = problem(
  409,
  'LEAD_NOT_ACTIVE',
  text('该线索已无效、已转换或已合并', 'This lead is invalid, converted or merged.'),
);
export const conversionTargetUnknown = problem(
  422,
  'CONVERSION_TARGET_UNKNOWN',
  text('线索不能转换成此类记录', 'Leads are not converted to such records.'),
);
