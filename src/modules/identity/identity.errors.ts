import { problem, validationFailed, type Problem } from '../../platform/errors/index.js';
import { text } from '../../platform/i18n/locale.js';

/** One answer for a wrong password, a wrong code and a name that nobody has. */
export const signInFailed = problem(
  401,
  'SIGN_IN_FAILED',
  text('账号或密码(验证码)不正确', 'The name or the password (or code) is not right.'),
);
export const captchaRequired = problem(
  403,
  'CAPTCHA_REQUIRED',
  text('请先完成人机验证', 'Solve a captcha challenge and send it along.'),
);
export const captchaInvalid = problem(
  422,
  'CAPTCHA_INVALID',
  text('人机验证无效或已过期,请重试', 'The captcha is wrong, used or expired; take a new challenge.'),
);
export const signInLocked = problem(
  429,
  'SIGN_IN_LOCKED',
  text('登录失败次数过多,请 {retryAfter} 秒后再试', 'Signing in has failed too often; try again in {retryAfter} seconds.'),
);
export const noEnterprise = problem(403, 'NO_ENTERPRISE', text('您尚未加入任何企业', 'You belong to no enterprise.'));
export const enterpriseNotOpen = problem(
  403,
  'ENTERPRISE_NOT_OPEN',
  text('您不能进入该企业', 'You may not enter this enterprise.'),
);
export const approvalPending = problem(
  403,
  'APPROVAL_PENDING',
  text('您的加入申请正在等待管理员审批', 'Your request to join still waits for an administrator.'),
);
export const choiceInvalid = problem(
  401,
  'CHOICE_INVALID',
  text('选择已过期,请重新登录', 'The choice has expired or was made already; sign in again.'),
);
export const codeInvalid = problem(422, 'CODE_INVALID', text('验证码错误或已失效', 'The code is wrong, used or expired.'));
export const codeRequired = problem(
  422,
  'CODE_REQUIRED',
  text('请先获取并填写验证码', 'Ask for a verification code and send it along.'),
);
export const passwordWrong = problem(422, 'PASSWORD_WRONG', text('当前密码不正确', 'The current password is not right.'));
export const passwordUnchanged = problem(
  422,
  'PASSWORD_UNCHANGED',
  text('新密码不能与当前密码相同', 'The new password must differ from the current one.'),
);
export const sessionNotFound = problem(404, 'SESSION_NOT_FOUND', text('找不到该登录设备', 'You are not signed in there.'));
export const signInAlertNotFound = problem(404, 'SIGN_IN_ALERT_NOT_FOUND', text('找不到该登录提醒', 'There is no such alert.'));
export const accountShared = problem(
  409,
  'ACCOUNT_SHARED',
  text(
    '该账号同时属于其他企业,请本人找回密码',
    'This person also works elsewhere; only they themselves can reset their password.',
  ),
);

/** A password and a code at once leave open what was meant to prove who it is. */
export const oneProofOnly = (): Problem =>
  validationFailed({}, [
    { pointer: '/code', code: 'NOT_ALLOWED', message: text('密码与验证码只能填一个', 'Give a password or a code, not both.') },
  ]);
