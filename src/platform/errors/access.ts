import { text } from '../i18n/locale.js';
import { problem } from './problem.js';

/** For administrative writes a session must have been confirmed lately (ACC-07). */
export const stepUpRequired = problem(
  403,
  'STEP_UP_REQUIRED',
  text('请先通过 POST /me/elevation 再次验证密码', 'Confirm your password first, by POST /me/elevation.'),
);
/** One answer for a key that is malformed, unknown, revoked, disabled, or has another secret. */
export const apiKeyInvalid = problem(401, 'API_KEY_INVALID', text('API 密钥无效', 'The API key is not valid.'));
export const apiKeyExpired = problem(401, 'API_KEY_EXPIRED', text('API 密钥已过期', 'The API key has expired.'));
export const apiKeyAddressRefused = problem(
  403,
  'API_KEY_ADDRESS_REFUSED',
  text('该 API 密钥不能在此 IP 地址使用', 'The API key may not be used from this address.'),
);
export const apiKeyNotAllowed = problem(
  403,
  'API_KEY_NOT_ALLOWED',
  text('API 密钥不能执行此操作,请登录后操作', 'No API key can do this; sign in.'),
);
export const previewReadOnly = problem(
  403,
  'PREVIEW_READ_ONLY',
  text('预览他人视角时不能修改任何内容', 'Nothing can be changed while previewing as somebody else.'),
);
export const previewHidden = problem(
  403,
  'PREVIEW_HIDDEN',
  text('预览时不显示个人私密内容', 'What belongs to a person alone is not shown in a preview.'),
);
