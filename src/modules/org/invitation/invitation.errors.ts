import { problem } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';

export const invitationNotFound = problem(404, 'INVITATION_NOT_FOUND', text('找不到该邀请', 'There is no such invitation.'));
/** One answer for an unknown, an expired, a revoked and a used-up one: a stranger needs to know no more. */
export const invitationInvalid = problem(
  404,
  'INVITATION_INVALID',
  text('邀请不存在、已过期或已用完', 'This invitation does not exist, has expired or is used up.'),
);
export const joinRequestNotFound = problem(
  404,
  'JOIN_REQUEST_NOT_FOUND',
  text('找不到该加入申请', 'There is no such request to join.'),
);
export const joinRequestDecided = problem(409, 'JOIN_REQUEST_DECIDED', text('该申请已处理', 'This request was decided already.'));
