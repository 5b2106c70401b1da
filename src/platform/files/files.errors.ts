import { problem } from '../errors/index.js';
import { text } from '../i18n/locale.js';

export const fileGone = problem(410, 'FILE_GONE', text('文件已过期或已删除', 'The file has expired or was removed.'));
export const fileNotFound = problem(404, 'FILE_NOT_FOUND', text('文件不存在', 'There is no such file.'));
export const fileEmpty = problem(422, 'FILE_EMPTY', text('文件是空的', 'The file is empty.'));
export const fileTypeNotAllowed = problem(
  415,
  'FILE_TYPE_NOT_ALLOWED',
  text('不支持此类型的文件', 'Files of this type are not taken.'),
);
export const fileTypeMismatch = problem(
  422,
  'FILE_TYPE_MISMATCH',
  text('文件内容与扩展名不符', 'The content of the file is not what its name says.'),
);
export const fileTooLarge = problem(
  413,
  'FILE_TOO_LARGE',
  text('此类文件不能超过 {limit} 字节', 'Such a file has at most {limit} bytes.'),
);
export const fileQuotaExceeded = problem(
  422,
  'FILE_QUOTA_EXCEEDED',
  text('企业的文件空间已用完', 'The enterprise has no room left for files.'),
);
export const fileAttached = problem(
  409,
  'FILE_ATTACHED',
  text('文件已附在一条记录上', 'The file hangs on a record; take it off there.'),
);
export const filesNotUsable = problem(
  422,
  'FILES_NOT_USABLE',
  text('有的文件不能使用,请检查标出的文件', 'Some of the files cannot be used; see errors.'),
);
export const rangeNotSatisfiable = problem(
  416,
  'RANGE_NOT_SATISFIABLE',
  text('请求的范围超出文件', 'The file has no such range.'),
);
export const thumbnailPending = problem(
  404,
  'THUMBNAIL_PENDING',
  text('缩略图正在生成,请稍后再试', 'The thumbnail is being made; try again shortly.'),
);
export const thumbnailUnavailable = problem(
  404,
  'THUMBNAIL_UNAVAILABLE',
  text('此文件没有缩略图', 'There is no thumbnail of this file.'),
);
export const fileLinkInvalid = problem(
  404,
  'FILE_LINK_INVALID',
  text('链接无效,或已无权查看该文件', 'The link is not good, or its maker may no longer read the file.'),
);
export const fileLinkExpired = problem(410, 'FILE_LINK_EXPIRED', text('链接已过期', 'The link has expired.'));
