import { text } from '../i18n/locale.js';
import { problem } from './problem.js';

export const validationFailed = problem(
  400,
  'VALIDATION_FAILED',
  text('请求内容有误,请检查标出的字段', 'The request has invalid fields; see errors.'),
);
export const malformedRequest = problem(400, 'MALFORMED_REQUEST', text('请求无法解析', 'The request cannot be parsed.'));
export const unauthenticated = problem(401, 'UNAUTHENTICATED', text('请先登录', 'Sign in first.'));
export const sessionEnded = problem(401, 'SESSION_ENDED', text('登录已失效,请重新登录', 'The session has ended; sign in again.'));
export const forbidden = problem(403, 'FORBIDDEN', text('您没有权限执行此操作', 'You are not permitted to do this.'));
export const passwordChangeRequired = problem(
  403,
  'PASSWORD_CHANGE_REQUIRED',
  text('请先修改初始密码', 'Change your initial password first.'),
);
export const fieldForbidden = problem(
  403,
  'FIELD_FORBIDDEN',
  text('您无权查看或修改某些字段', 'You may not see or change some of the fields.'),
);
export const notFound = problem(
  404,
  'NOT_FOUND',
  text('找不到所请求的内容', 'There is nothing here, or nothing you may know of.'),
);
export const routeNotFound = problem(404, 'ROUTE_NOT_FOUND', text('没有这个接口', 'There is no such operation.'));
export const methodNotAllowed = problem(
  405,
  'METHOD_NOT_ALLOWED',
  text('该地址不支持此方法', 'This address does not take that method.'),
);
export const conflict = problem(409, 'CONFLICT', text('与现有数据冲突', 'This conflicts with existing data.'));
export const concurrentChange = problem(
  409,
  'CONCURRENT_CHANGE',
  text('数据刚被他人修改,请重试', 'Somebody else changed this just now; try again.'),
);
export const recordsBeingReset = problem(
  409,
  'RECORDS_BEING_RESET',
  text('管理员正在清空这类数据,请稍后再试', 'Administrators have these data reset just now; try again later.'),
);
export const idempotencyKeyInUse = problem(
  409,
  'IDEMPOTENCY_KEY_IN_USE',
  text('相同幂等键的请求正在处理', 'A request with this idempotency key is still running.'),
);
export const versionMismatch = problem(
  412,
  'VERSION_MISMATCH',
  text('数据已更新,当前版本为 {currentVersion}', 'The record has changed; its version is now {currentVersion}.'),
);
export const payloadTooLarge = problem(413, 'PAYLOAD_TOO_LARGE', text('请求内容过大', 'The request is too large.'));
export const unsupportedMediaType = problem(
  415,
  'UNSUPPORTED_MEDIA_TYPE',
  text('不支持的内容类型', 'This content type is not supported.'),
);
export const idempotencyKeyReused = problem(
  422,
  'IDEMPOTENCY_KEY_REUSED',
  text('同一幂等键已用于不同的请求', 'This idempotency key was used for a different request.'),
);
export const referenceInvalid = problem(
  422,
  'REFERENCE_INVALID',
  text('引用的对象不存在', 'Something that the request refers to does not exist.'),
);
export const tooManyRequests = problem(
  429,
  'TOO_MANY_REQUESTS',
  text('请求过于频繁,请 {retryAfter} 秒后再试', 'Too many requests; try again in {retryAfter} seconds.'),
);
export const internalError = problem(500, 'INTERNAL_ERROR', text('服务器内部错误', 'Something went wrong on our side.'));
export const unavailable = problem(
  503,
  'UNAVAILABLE',
  text('服务暂不可用,请稍后再试', 'The service is not available right now; try again shortly.'),
);
export const queryTimeout = problem(503, 'QUERY_TIMEOUT', text('查询超时,请缩小范围', 'The query took too long; narrow it.'));
