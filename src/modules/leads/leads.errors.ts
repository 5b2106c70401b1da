import { onViolation, problem } from '../../platform/errors/index.js';
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
export const captureFormNotFound = problem(404, 'CAPTURE_FORM_NOT_FOUND', text('表单不存在或已停用', 'There is no such form.'));
export const captureFormNameTaken = problem(
  409,
  'CAPTURE_FORM_NAME_TAKEN',
  text('已有同名表单', 'There is a form of this name already.'),
);
export const captureOriginRefused = problem(
  403,
  'CAPTURE_ORIGIN_REFUSED',
  text('该网站不能使用此表单', 'This web site may not use the form.'),
);
export const captureSuspicious = problem(
  422,
  'CAPTURE_SUSPICIOUS',
  text(
    '提交过快、令牌无效或已过期,请刷新页面重试',
    'It was filled in too quickly, or its token is not valid; load the form again.',
  ),
);
export const captureConsentRequired = problem(
  422,
  'CAPTURE_CONSENT_REQUIRED',
  text('请先同意条款', 'The form is not taken without consent.'),
);
export const captureFormFull = problem(429, 'CAPTURE_FORM_FULL', text('该表单今日提交已达上限', 'The form takes no more today.'));

onViolation('capture_forms_name_once', captureFormNameTaken);
