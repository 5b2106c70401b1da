import { onViolation, problem } from '../../platform/errors/index.js';
import { text } from '../../platform/i18n/locale.js';

export const phoneTaken = problem(409, 'PHONE_TAKEN', text('该手机号已注册,请直接登录', 'This phone number is registered already; sign in instead.'));

onViolation('accounts_phone_key', phoneTaken);
