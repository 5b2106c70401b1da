import { problem } from '../errors/index.js';
import { text } from '../i18n/locale.js';

export const fileGone = problem(410, 'FILE_GONE', text('文件已过期或已删除', 'The file has expired or was removed.'));
